import { generateTenant, type TenantRecipe } from '#local/microsoft/generate/generate-tenant.ts';
import { type MicrosoftOptions, type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { manualClock } from './time-and-ids.ts';

/** The default start time of tests. */
export const testNow = new Date('2026-11-22T09:00:00.000Z');

/** A tenant of six users with Business Premium, two of them Global Administrators. Tests may change the result. */
export const aTenant = (recipe: Partial<TenantRecipe> = {}): SimulatedTenant =>
  generateTenant({ seed: 1, now: testNow, users: 6, ...recipe });

/** The ids and the secret that a connection to this tenant is created with. */
export const credentialOf = (tenant: SimulatedTenant) => {
  const application = tenant.applications[0];
  const secret = application?.secrets[0];
  if (application === undefined || secret === undefined) throw new Error('the tenant has no application with a secret');
  return { tenantId: tenant.tenantId, clientId: application.appId, secret: secret.value };
};

/**
 * Starts the simulated Microsoft with these tenants. Default clock: one that stands at `testNow`. Stop it in
 * `afterAll`.
 */
export const startTestMicrosoft = (
  tenants: readonly SimulatedTenant[],
  options: Partial<Omit<MicrosoftOptions, 'tenants'>> = {},
): Promise<SimulatedMicrosoft> => startMicrosoft({ clock: manualClock(testNow), ...options, tenants });

export const entraOf = ({ origins }: SimulatedMicrosoft): string => origins['https://login.microsoftonline.com'];
export const graphOf = ({ origins }: SimulatedMicrosoft): string => origins['https://graph.microsoft.com'];

/** Requests a token. `fields` replace those of a valid request; null removes one. */
export const askToken = (
  microsoft: SimulatedMicrosoft,
  tenant: SimulatedTenant,
  fields: Readonly<Record<string, string | null>> = {},
  tenantName: string = tenant.tenantId,
): Promise<Response> => {
  const { clientId, secret } = credentialOf(tenant);
  const form = new URLSearchParams();
  const valid = {
    client_id: clientId,
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  };
  for (const [name, value] of Object.entries({ ...valid, ...fields })) if (value !== null) form.set(name, value);
  return fetch(`${entraOf(microsoft)}/${tenantName}/oauth2/v2.0/token`, { method: 'POST', body: form });
};

export const tokenOf = async (microsoft: SimulatedMicrosoft, tenant: SimulatedTenant): Promise<string> => {
  const body: unknown = await (await askToken(microsoft, tenant)).json();
  if (typeof body !== 'object' || body === null || !('access_token' in body)) throw new Error('got no access token');
  return String(body.access_token);
};

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests assert single fields of documented JSON
  readonly body: any;
}

/** A plain Graph client of one tenant. Paths include the version: `/v1.0/users?$top=5`. */
export const graphClient = async (microsoft: SimulatedMicrosoft, tenant: SimulatedTenant) => {
  const token = await tokenOf(microsoft, tenant);
  return async (path: string, init: RequestInit = {}): Promise<GraphAnswer> => {
    const local = path.replace('https://graph.microsoft.com', '');
    const response = await fetch(`${graphOf(microsoft)}${local}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
};
