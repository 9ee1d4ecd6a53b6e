import type { Cloud } from '#shared/kernel/cloud.ts';
import { portalLink } from '#shared/portals/portal-link.ts';

interface AppRegistration {
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly clientId: string;
}

/** The page of an app registration, in its own tenant, where permissions are added and consent to them is granted. */
export const appPermissionsUrl = ({ cloud, tenantId, clientId: appId }: AppRegistration): string =>
  portalLink(
    'entra.app-registrations.app.api-permissions',
    { cloud, tenantId, initialDomain: null, sharePointPrefix: null },
    { appId },
  ).url;

interface ConsentRequest {
  /** Origin of Entra in the tenant's cloud. */
  readonly authority: string;
  readonly graph: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
}

/**
 * The page where an admin of the tenant consents to all permissions that the app requests.
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export const adminConsentUrl = ({
  authority,
  graph,
  tenantId,
  clientId,
  redirectUri,
  state,
}: ConsentRequest): string => {
  const query = new URLSearchParams({
    client_id: clientId,
    scope: `${graph}/.default`,
    redirect_uri: redirectUri,
    state,
  });
  return `${authority}/${tenantId}/v2.0/adminconsent?${query}`;
};
