import { describe, expect, it } from 'vitest';
import { contract } from '#functions/api/permissions/contract.ts';
import { getPermissions } from '#functions/api/permissions/get-permissions.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { connectionId, mspId, newConnection } from '#test/support/numbered-tenants.ts';

const asked = async (own: Partial<Connection>, query: Record<string, string> = {}, plans?: ReadonlySet<string>) => {
  const connection: Connection = {
    ...newConnection(1, { reads: ['posture'] }),
    mspId: mspId(1),
    tenantName: null,
    verifiedDomains: [],
    grantedScopes: [],
    createdAt: '2026-11-22T12:00:00.000Z',
    revision: 1,
    ...own,
  };
  const deps = {
    connections: { get: async () => connection },
    plansOf: async () => plans,
  };
  const send = apiCaller(contract, { getPermissions }, deps);
  return send({
    route: 'GET /v1/connections/{connectionId}/permissions',
    as: caller('viewer', { msp: 1 }),
    params: { connectionId: connectionId(1) },
    query,
  });
};
const scope = (body: { scopes: { scope: string }[] }, name: string) => body.scopes.find((each) => each.scope === name);

describe('the permissions of a connection', () => {
  it('are updated in the portal for an own app', async () => {
    const { status, body } = await asked({ grantedScopes: ['Directory.Read.All'] });
    expect(status).toBe(200);
    expect(body.update).toEqual({ method: 'GET', url: expect.stringContaining('/~/CallAnAPI/appId/11111111-2222') });
    expect(scope(body, 'Directory.Read.All')).toMatchObject({ granted: true, wanted: true });
    expect(body.missingScopes).toContain('Policy.Read.All');
    expect(body.missingScopes).not.toContain('Mail.Read');
  });

  it('are updated by a new consent for a publisher app', async () => {
    const { body } = await asked({ mode: 'publisher-app' });
    expect(body.update).toEqual({
      method: 'POST',
      url: `https://api.example/v1/connections/${connectionId(1)}/consent-link`,
    });
  });

  it('are unknown before the first token', async () => {
    const { body } = await asked({});
    expect(scope(body, 'Directory.Read.All')).toMatchObject({ granted: null });
    const valid = await asked({ credential: { kind: 'secret', expiresOn: null, state: 'valid' } });
    expect(scope(valid.body, 'Directory.Read.All')).toMatchObject({ granted: false });
  });

  it('are the smallest set for the selected features or reads', async () => {
    expect((await asked({}, { features: 'secure-score,service-health' })).body.leastScopes).toEqual([
      'SecurityEvents.Read.All',
      'ServiceHealth.Read.All',
    ]);
    expect((await asked({}, { reads: 'communications' })).body.leastScopes).toEqual(['Calendars.Read', 'Mail.Read']);
    expect((await asked({}, { features: 'conditional-access' }, new Set())).body.leastScopes).toEqual([
      'Policy.Read.All',
    ]);
  });

  it.each([{ features: 'magic' }, { features: '' }, { reads: 'minds' }, { color: 'red' }])(
    'refuses the query %j',
    async (query) => {
      const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
      expect(await asked({}, Object.fromEntries(entries))).toMatchObject({
        status: 400,
        body: { code: 'invalid-input' },
      });
    },
  );
});
