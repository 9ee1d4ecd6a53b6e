import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { needsAccess } from '#test/support/posture-facts.ts';
import { change } from '#test/support/threat-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const granted = change({
  changeId: 'granted',
  correlationId: 'granting',
  kind: 'role-granted',
  activity: 'Add member to role',
  at: '2026-11-22T10:00:00.000Z',
  roles: [{ templateId: globalAdministrator, name: 'Globaler Administrator' }],
});
const week = [
  granted,
  { ...granted, changeId: 'granted-again', at: '2026-11-22T10:00:01.000Z' },
  change({ changeId: 'created', at: '2026-11-22T11:00:00.000Z', correlationId: null }),
  change({
    changeId: 'consented',
    correlationId: null,
    kind: 'app-consented',
    activity: 'Consent to application',
    at: '2026-11-20T09:00:00.000Z',
    permissions: ['User.Read'],
    targets: [{ id: 'app', type: 'ServicePrincipal', name: 'Calendar helper' }],
  }),
  change({ changeId: 'failed', correlationId: null, at: '2026-11-22T09:00:00.000Z', result: 'failure' }),
  change({ changeId: 'old', correlationId: null, at: '2026-11-15T11:59:59.000Z' }),
];

const suite = viewSuite({ customers: ['acme', 'none'], tenants: { 1: ['Acme', 'acme.example'] }, findings });

const read = (query: Record<string, string> = {}) => suite.read('directory-changes', 'acme', caller('viewer'), query);

describe('GET /v1/customers/{customerId}/directory-changes', () => {
  it('lists the changes of the last 7 days, newest first, with their risk', async () => {
    await suite.book.judge(1, { 'directory-audits': week });
    const { body } = await read();
    expect(body.items).toMatchObject([
      {
        changeId: 'created',
        kind: 'user-created',
        risk: null,
        isNew: true,
        findingKey: null,
        rows: 1,
        summary: 'admin@acme.example created person4@acme.example',
        by: { kind: 'user', name: 'admin@acme.example' },
        targets: [{ name: 'person4@acme.example' }],
      },
      {
        changeId: 'granted',
        kind: 'role-granted',
        risk: 'high',
        isNew: true,
        state: 'open',
        rows: 2,
        summary: 'admin@acme.example gave Global Administrator to person4@acme.example',
        findingKey: expect.stringMatching(/^[\w-]{50}$/),
      },
      {
        changeId: 'consented',
        kind: 'app-consented',
        risk: 'medium',
        state: 'open',
        summary: 'admin@acme.example gave User.Read to Calendar helper',
      },
    ]);
    expect(body).toMatchObject({
      nextCursor: null,
      counts: { total: 3, risky: 2, new: 2 },
      surfaces: { 'directory-audits': { state: 'ok' } },
    });
  });

  it('continues after the last row of a page', async () => {
    const first = await read({ limit: '2' });
    expect(first.body.items).toHaveLength(2);
    const second = await read({ limit: '2', cursor: first.body.nextCursor });
    expect(second.body.items.map(({ changeId }: { changeId: string }) => changeId)).toEqual(['consented']);
    expect(second.body.counts.total).toBe(3);
    const elsewhere = await suite.read('directory-changes', 'none', caller('viewer'), {
      cursor: first.body.nextCursor,
    });
    expect(elsewhere).toMatchObject({ status: 400 });
  });

  it('has null counts when the log cannot be read', async () => {
    await suite.book.judge(1, { 'directory-audits': [] }, { 'directory-audits': needsAccess });
    expect((await read()).body).toMatchObject({
      items: [],
      counts: { total: null, risky: null, new: null },
      surfaces: { 'directory-audits': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('directory-changes', { items: [], counts: { total: null } });
});
