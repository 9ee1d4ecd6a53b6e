import { generateTenant, type TenantRecipe } from '#local/microsoft/generate/generate-tenant.ts';
import { type MicrosoftOptions, type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import type { Clock } from '#shared/kernel/clock.ts';

/** The instant at which tests begin unless they say otherwise. */
export const testNow = new Date('2026-11-22T09:00:00.000Z');

/** A clock that stands still until it is moved. */
export const movableClock = (start: Date = testNow): Clock & { move(seconds: number): void } => {
  let now = start;
  return {
    now: () => now,
    move(seconds) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
};

/** A small tenant with Business Premium, two Global Admins and MFA for everybody; say what shall differ, and change the result as you like. */
export const aTenant = (recipe: Partial<TenantRecipe> = {}): SimulatedTenant =>
  generateTenant({ seed: 1, now: testNow, users: 6, ...recipe });

/** What the product is told of a tenant when it is connected. */
export const credentialOf = (tenant: SimulatedTenant) => {
  const application = tenant.applications[0];
  const secret = application?.secrets[0];
  if (application === undefined || secret === undefined) throw new Error('the tenant has no application with a secret');
  return { tenantId: tenant.tenantId, clientId: application.appId, secret: secret.value };
};

/** Both servers over those tenants; the clock stands at `testNow` unless one is given. Stop it in `afterAll`. */
export const startTestMicrosoft = (
  tenants: readonly SimulatedTenant[],
  options: Partial<Omit<MicrosoftOptions, 'tenants'>> = {},
): Promise<SimulatedMicrosoft> => startMicrosoft({ clock: movableClock(), ...options, tenants });

export const entraOf = ({ origins }: SimulatedMicrosoft): string => origins['https://login.microsoftonline.com'];
export const graphOf = ({ origins }: SimulatedMicrosoft): string => origins['https://graph.microsoft.com'];

/** Asks the token endpoint; extra fields replace those of a right request, null leaves one out. */
export const askToken = (
  microsoft: SimulatedMicrosoft,
  tenant: SimulatedTenant,
  fields: Readonly<Record<string, string | null>> = {},
  tenantName: string = tenant.tenantId,
): Promise<Response> => {
  const { clientId, secret } = credentialOf(tenant);
  const form = new URLSearchParams();
  const right = {
    client_id: clientId,
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  };
  for (const [name, value] of Object.entries({ ...right, ...fields })) if (value !== null) form.set(name, value);
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
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documented JSON field by field
  readonly body: any;
}

/** A plain client of one tenant: path with version, such as `/v1.0/users?$top=5`. */
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
