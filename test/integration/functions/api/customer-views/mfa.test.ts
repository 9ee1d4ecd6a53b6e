import { beforeAll, describe, expect, it } from 'vitest';
import { countDynamoDbRequests, readsSurfaceStates } from '#test/support/dynamodb-cost.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import {
  needsLicense,
  policy,
  policySide,
  registration,
  roleHolder,
  roleSchedule,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';
import { viewCaller, viewDeps, viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['one', 'two', 'free', 'none'],
  tenants: { 1: ['One', 'one.example', 'two.example'], 2: ['Two', 'two.example'], 3: ['Free', 'free.example'] },
});

beforeAll(async () => {
  await suite.book.judge(1, {
    users: [...users(5), user(6, { userType: 'guest' })],
    'directory-roles': [
      roleHolder(1),
      roleHolder(2),
      roleHolder(6, { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' }),
    ],
    'role-schedules': [
      roleSchedule(1),
      roleSchedule(2),
      roleSchedule(3, { kind: 'eligible' }),
      roleSchedule(6, { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' }),
    ],
    'conditional-access': [policy({ exclude: policySide({ userIds: [userId(2)] }) })],
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 3 })),
  });
  await suite.book.judge(2, { 'conditional-access': [] });
  await suite.book.judge(
    3,
    { 'security-defaults': [{ isEnabled: true }], 'conditional-access': [], 'mfa-registrations': [] },
    { 'conditional-access': needsLicense, 'mfa-registrations': needsLicense },
  );
});

const mfaOf = (name: string) => suite.read('mfa', name);

describe('GET /v1/customers/{customerId}/mfa', () => {
  it('returns numbers, privileged users and break-glass accounts of one tenant', async () => {
    const { body } = await mfaOf('one');
    expect(body).toMatchObject({
      badge: 'enforced',
      method: 'conditional-access',
      users: { of: 4, registered: 4, capable: 3, enforced: 4, phishingResistant: 0 },
      privileged: { of: 2, registered: 2, capable: 1, enforced: 2, phishingResistant: 0 },
      breakGlass: [{ userId: userId(2), name: 'Person 2', registered: true }],
      basis: 'report',
      trend: [{ on: '2026-11-22', capablePercent: 75, privilegedCapablePercent: 50 }],
      dataAsOf: '2026-11-22T12:00:00.000Z',
    });
    expect(body.privilegedUsers).toMatchObject([
      {
        userId: userId(1),
        roles: ['Global Administrator'],
        standing: true,
        guest: false,
        capable: true,
        tenantId: tenantNumber(1),
      },
      { userId: userId(2), standing: true },
      { userId: userId(3), standing: false, capable: false },
      { userId: userId(6), guest: true, methods: null, capable: null },
    ]);
  });

  it('adds up several tenants and uses the worst badge', async () => {
    expect((await mfaOf('two')).body).toMatchObject({
      badge: 'none',
      method: 'mixed',
      users: { of: 9, registered: 9, capable: 8, enforced: 4 },
      trend: [{ on: '2026-11-22', capablePercent: 88.9 }],
    });
  });

  it('counts a user only at the customer of the domain', async () => {
    await suite.book.judge(1, {
      users: [user(1, { upn: 'a@one.example' }), user(2, { upn: 'b@two.example' }), ...users(5).slice(2)],
      'conditional-access': [policy({ include: policySide({ userIds: [userId(1)] }) })],
    });
    expect((await mfaOf('one')).body).toMatchObject({
      badge: 'partial',
      users: { of: 4, enforced: 1 },
      privileged: { of: 1, enforced: 1 },
      privilegedUsers: [{ userId: userId(1) }],
    });
    // Five more of the other tenant, for whom nothing enforces MFA.
    expect((await mfaOf('two')).body).toMatchObject({ users: { of: 9, enforced: 0 }, privileged: { of: 3 } });
  });

  it('is null when registrations cannot be read, while enforcement is known', async () => {
    expect((await mfaOf('free')).body).toMatchObject({
      badge: 'enforced',
      badgeReasons: ['Security Defaults are on'],
      method: 'security-defaults',
      users: { of: 5, registered: null, capable: null, enforced: 5 },
      basis: null,
      surfaces: { 'mfa-registrations': { state: 'needs-license' } },
    });
  });

  suite.testsNoData('mfa', { badge: 'unknown', method: null, users: { of: null }, trend: [] });
});

describe('drift', () => {
  const capable = (...without: number[]) =>
    [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: !without.includes(number) }));

  it('compares each evaluation with the last one, and stores a snapshot only on days with changes', async () => {
    const book = judgedBook(suite.table, 50);
    const customerId = await book.customer('Drift', 'drift.example');
    await book.connect(1, 'Drift', 'drift.example');
    const snapshotDays: string[] = [];
    for (const [on, without] of [
      ['2026-11-22', []],
      ['2026-11-23', []],
      ['2026-11-24', [3]],
    ] as const) {
      suite.table.clock.moveTo(`${on}T12:00:00.000Z`);
      await book.judge(1, { 'mfa-registrations': capable(...without) });
      const snapshot = await book.ports.coverageSnapshots.ofTenant(book.scope, tenantNumber(1));
      snapshotDays.push(snapshot?.takenAt.slice(0, 10) ?? '');
    }
    expect(snapshotDays).toEqual(['2026-11-22', '2026-11-22', '2026-11-24']);
    const stateReads = countDynamoDbRequests(suite.table, readsSurfaceStates);
    const { body } = await viewCaller(viewDeps(book)).page('mfa', customerId, caller('viewer', { msp: 50 }));
    expect(stateReads.take()).toBe(1);
    expect(body.drift).toMatchObject([
      {
        tenantId: tenantNumber(1),
        signal: 'mfa-capable-percent',
        from: { on: '2026-11-23', percent: 100 },
        to: { on: '2026-11-24', percent: 80 },
        causes: [{ kind: 'became-incapable', subject: { id: userId(3) } }],
      },
    ]);
    expect(body.trend.map(({ capablePercent }: { capablePercent: number }) => capablePercent)).toEqual([100, 100, 80]);
  });
});
