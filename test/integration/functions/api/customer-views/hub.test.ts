import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import type { Role } from '#shared/kernel/scope.ts';
import type { EventRow } from '#shared/store/event-copies.ts';
import type { MessageRow } from '#shared/store/message-copies.ts';
import { cardName } from '#shared/views/hub/shape.ts';
import { cards } from '#shared/views/index.ts';
import { eventCopy, messageCopy, party } from '#test/support/communication-copies.ts';
import { passingSharePoint } from '#test/support/describe-sharepoint-finding.ts';
import { inboxRule, mailboxesWith } from '#test/support/inbox-rule-facts.ts';
import { caller, connectionNumber, tenantNumber } from '#test/support/numbered-msps.ts';
import {
  legacyBlock,
  needsAccess,
  policy,
  policySide,
  scoreControl,
  scoreDay,
  userId,
  users,
} from '#test/support/posture-facts.ts';
import { alert, change, issue } from '#test/support/threat-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const held: { messages: MessageRow[]; events: EventRow[] } = { messages: [], events: [] };

/** Rows in memory, because the tests of the store cover the table. */
const ofCustomer = <Row extends { readonly customerId: string }>(rows: () => readonly Row[]) => ({
  async *ofCustomer(_scope: unknown, id: string) {
    yield* rows().filter(({ customerId }) => customerId === id);
  },
});

const suite = viewSuite({
  customers: ['acme', 'refused', 'new', 'none', 'moved'],
  tenants: {
    1: ['Acme', 'acme.example'],
    2: ['Refused', 'refused.example'],
    3: ['New', 'new.example'],
    4: ['Moved', 'moved.example'],
  },
  findings,
  deps: {
    messages: ofCustomer(() => held.messages),
    events: ofCustomer(() => held.events),
    communicationsStates: async (_scope, surfaceIds) =>
      Object.fromEntries(surfaceIds.map((id) => [id, { state: 'ok', dataAsOf: '2026-11-22T11:50:00.000Z' }])),
  },
});

const read = (name: string, as = caller('viewer')) => suite.read('hub', name, as);

const troubled = {
  users: users(5),
  ...mailboxesWith(inboxRule({ ruleId: 'out', outside: ['x@evil.example'], via: ['forward'], hides: ['delete'] })),
  'defender-alerts': [alert()],
  'risky-users': [],
  'directory-audits': [change({ at: '2026-11-22T11:00:00.000Z' })],
  'service-health': [issue()],
  'sharepoint-settings': [passingSharePoint({ sharing: 'anyone' })],
  'managed-devices': [{ kind: 'counts', devices: 4, compliant: 3, noncompliant: 1, inGrace: 0, notKnown: 0 } as const],
  'secure-score': [
    scoreDay('2026-11-21', 40),
    ...['One', 'Two', 'Three', 'Four'].map((name, at) => scoreControl(name, { points: 9 - at })),
  ],
};

describe('GET /v1/customers/{customerId}/hub', () => {
  it('returns every card of the customer page in one call', async () => {
    await suite.book.judge(1, troubled);
    const { status, body } = await read('acme');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'acme',
      connections: [
        {
          connectionId: connectionNumber(1),
          tenantId: tenantNumber(1),
          tenantName: 'Acme',
          mode: 'own-app',
          credential: { state: 'unknown', expiresOn: null },
        },
      ],
      secureScore: { current: 40, max: 100, percent: 40, band: 'red', actionsTotal: 4 },
      conditionalAccess: { badge: 'enforced', securityDefaults: false, policies: { enabled: 2, reportOnly: 0 } },
      mfa: { badge: 'enforced', users: { of: 5, capable: 5, enforced: 5 }, privileged: { of: 2 }, basis: 'report' },
      threats: {
        forwardingRules: 1,
        hidingRules: 0,
        alerts: 1,
        riskyUsers: 0,
        worst: [
          { kind: 'forwarding-rule', severity: 'critical', findingKey: expect.any(String) },
          { kind: 'alert', severity: 'high' },
        ],
      },
      admins: { counts: { privileged: 2, permanent: 2 }, schedulesKnown: true, breakGlass: 0 },
      serviceHealth: { counts: { incidents: 1 }, issues: [{ issueId: 'EX1234567' }] },
      sharing: { sharing: 'anyone', checks: { pass: 5, warn: 0, fail: 1 } },
      devices: { counts: { devices: 4, compliant: 3 }, compliantPercent: 75 },
      directoryChanges: { counts: { total: 1, risky: 0, new: 1 }, items: [{ kind: 'user-created' }] },
    });
    expect(body.secureScore.actions.map(({ title }: { title: string }) => title)).toEqual([
      'Do One',
      'Do Two',
      'Do Three',
    ]);
    expect(body.findings.worst).toHaveLength(5);
    expect(body.findings.worst[0]).toMatchObject({ findingId: 'mailboxes.no-external-forwarding', threat: true });
    expect(body.hardening.score.percent).toBeGreaterThan(0);
    for (const { id, surfaceIds } of cards.filter((card) => card.id !== 'communications')) {
      expect(Object.keys(body[cardName(id)].surfaces), id).toEqual(surfaceIds.toSorted());
    }
  });

  it('counts only messages and events of which a member is a participant', async () => {
    const customerId = suite.customerId('acme');
    const others = { from: party('ann@acme.example'), sender: null, to: [party('jack@msp.example')] };
    held.messages = [
      { itemId: 'm1', customerId, copies: [messageCopy()] },
      { itemId: 'm2', customerId, copies: [messageCopy({ ...others, receivedAt: '2026-11-22T11:00:00.000Z' })] },
    ];
    held.events = [
      { itemId: 'e1', customerId, copies: [eventCopy({ organizer: party('jack@msp.example') })] },
      {
        itemId: 'e2',
        customerId,
        copies: [eventCopy({ startAt: '2026-11-24T09:00:00.000Z', endAt: '2026-11-24T10:00:00.000Z' })],
      },
    ];
    const countsOf = async (role: Role) => (await read('acme', caller(role))).body.communications;
    expect(await countsOf('admin')).toMatchObject({
      messages: 2,
      events: 2,
      lastMessageAt: '2026-11-22T11:00:00.000Z',
      nextEventAt: '2026-11-23T09:00:00.000Z',
      dataAsOf: '2026-11-22T11:50:00.000Z',
      surfaces: { messages: { state: 'ok' }, events: { state: 'ok' } },
    });
    for (const role of ['member', 'viewer'] as const) {
      expect(await countsOf(role)).toMatchObject({
        messages: 1,
        events: 1,
        lastMessageAt: '2026-11-21T09:00:00.000Z',
        nextEventAt: '2026-11-24T09:00:00.000Z',
      });
    }
    // A token without the scope for communications gets no counts.
    const { body } = await read('acme', { ...caller('admin'), scopes: ['posture.read'] });
    expect(body.communications).toMatchObject({ messages: null, events: null, lastMessageAt: null, surfaces: {} });
  });

  it('has surface states for each card, and a missing surface fails no other card', async () => {
    await suite.book.judge(1, troubled, {
      'secure-score': needsAccess,
      'conditional-access': needsAccess,
      'directory-audits': needsAccess,
    });
    const { status, body } = await read('acme');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      secureScore: { current: null, surfaces: { 'secure-score': { state: 'needs-access' } } },
      conditionalAccess: { badge: 'unknown', policies: null },
      mfa: { users: { of: 5, capable: 5, enforced: null } },
      directoryChanges: { counts: { total: null }, items: [] },
      threats: { forwardingRules: 1, alerts: 1 },
      serviceHealth: { counts: { incidents: 1 }, surfaces: { 'service-health': { state: 'ok' } } },
    });
  });

  it('shows a tenant with a refused credential as stale', async () => {
    await suite.book.judge(2, troubled);
    const { connections } = suite.book.ports;
    await connections.recordCredentialState(suite.book.scope, connectionNumber(2), {
      state: 'refused',
      code: 'SecretExpired',
    });
    const { body } = await read('refused');
    expect(body).toMatchObject({
      connections: [{ credential: { state: 'expired' } }],
      mfa: { users: { of: 5 }, surfaces: { users: { state: 'stale', code: 'secret-expired' } } },
    });
    expect(body.findings.worst.every(({ stale }: { stale: boolean }) => stale)).toBe(true);
  });

  it('reports the drift since the day before with its causes', async () => {
    const left = [policy({ exclude: policySide({ userIds: [userId(4), userId(5)] }) }), legacyBlock()];
    const weakened = change({
      changeId: 'change-9',
      kind: 'policy-changed',
      activity: 'Update conditional access policy',
      at: '2026-11-23T09:00:00.000Z',
      weakenings: ['exclusion-added'],
      targets: [],
    });
    await suite.book.judge(4);
    suite.table.clock.moveTo('2026-11-23T12:00:00.000Z');
    await suite.book.judge(4, { 'conditional-access': left, 'directory-audits': [weakened] });
    const { body } = await read('moved');
    expect(body.drift).toMatchObject({
      stories: [
        {
          tenantId: tenantNumber(4),
          signal: 'mfa-enforced-percent',
          direction: 'worse',
          since: '2026-11-23',
          from: { on: '2026-11-22', percent: 100 },
          to: { percent: 60 },
          causesTotal: 2,
          story:
            'People who must use MFA: 100 % → 60 % since 2026-11-23: Person 4, Person 5 can sign in without MFA now (Update conditional access policy, by admin@acme.example).',
        },
      ],
      surfaces: { 'directory-audits': { state: 'ok' } },
    });
    expect((await read('acme')).body.drift.stories).toEqual([]);
    suite.table.clock.moveTo('2026-11-22T12:00:00.000Z');
  });

  const empty = {
    secureScore: { current: null },
    mfa: { badge: 'unknown' },
    admins: { counts: null },
    findings: { open: { critical: 0 }, worst: [] },
  };

  it('is unknown for a tenant that was never read', async () => {
    expect((await read('new')).body).toMatchObject({ ...empty, connections: [{}], dataAsOf: null });
  });

  suite.testsNoData('hub', { ...empty, connections: [] });
});
