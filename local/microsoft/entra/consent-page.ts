import type { Answer } from '../http-answer.ts';
import { findTenant, type Simulation } from '../simulation.ts';

const consentPath = /^\/([^/]+)\/(?:v2\.0\/)?adminconsent$/;

const page = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

/**
 * The page where an admin consents to the permissions of an app. A Global Administrator who clicks Accept is simulated:
 * the app gets what it requests, and the browser is sent back if the link names an address. Undefined for another path.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const answerConsent = (simulation: Simulation, url: URL): Answer | undefined => {
  const tenantName = consentPath.exec(url.pathname)?.[1];
  if (tenantName === undefined) return undefined;
  const tenant = findTenant(simulation, decodeURIComponent(tenantName));
  const application = tenant?.applications.find(({ appId }) => appId === url.searchParams.get('client_id'));
  if (tenant === undefined || application === undefined) return page(400, 'AADSTS700016: there is no such application');
  application.grantedScopes = [...(application.requestedScopes ?? application.grantedScopes)];
  if (application.refusal === 'consent-missing') application.refusal = null;
  const redirectUri = url.searchParams.get('redirect_uri');
  if (redirectUri === null) return page(200, `${application.displayName} has its permissions in ${tenant.displayName}`);
  const back = new URL(redirectUri);
  back.searchParams.set('admin_consent', 'True');
  back.searchParams.set('tenant', tenant.tenantId);
  back.searchParams.set('state', url.searchParams.get('state') ?? '');
  return { status: 302, headers: { location: back.href }, body: '' };
};
