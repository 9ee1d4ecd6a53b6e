import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionData, homeOfPublisherApp, tenantToTry } from '#local/demo/tenant-to-try.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { entraOf, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock(testNow);
const customer = tenantToTry(clock.now(), 0);
const { tenantId, clientId, publisher } = connectionData(customer, homeOfPublisherApp(clock.now(), 0, customer));
let microsoft: SimulatedMicrosoft;

beforeAll(async () => {
  microsoft = await startTestMicrosoft([customer.tenant], { clock });
});
afterAll(() => microsoft.stop());

const open = (path: string): Promise<Response> => fetch(`${entraOf(microsoft)}${path}`, { redirect: 'manual' });
const scopesOf = (appId: string): readonly string[] =>
  microsoft.tenant(tenantId).applications.find((app) => app.appId === appId)?.grantedScopes ?? [];

describe('the consent page', () => {
  it('grants an app of the tenant what it requests', async () => {
    expect(scopesOf(clientId)).not.toContain('AuditLog.Read.All');
    const response = await open(`/${tenantId}/adminconsent?client_id=${clientId}`);
    expect(response.status).toBe(200);
    expect(scopesOf(clientId)).toContain('AuditLog.Read.All');
  });

  it('leads back to the address of the link with its state, and lets the publisher app sign in', async () => {
    const query = new URLSearchParams({
      client_id: publisher.clientId,
      redirect_uri: 'https://vectis.example/v1/consent/callback',
      state: 'one & two',
    });
    const response = await open(`/${tenantId}/v2.0/adminconsent?${query}`);
    expect(response.status).toBe(302);
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('https://vectis.example/v1/consent/callback');
    expect(Object.fromEntries(back.searchParams)).toEqual({
      admin_consent: 'True',
      tenant: tenantId,
      state: 'one & two',
    });
    expect(microsoft.tenant(tenantId).applications.find((app) => app.appId === publisher.clientId)?.refusal).toBeNull();
  });

  it('refuses an app that the tenant does not know', async () => {
    expect((await open(`/${tenantId}/adminconsent?client_id=${tenantId}`)).status).toBe(400);
  });
});
