import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/mfa/contract.ts';
import { getMfa } from '#functions/api/mfa/get-mfa.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
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

let db: TestDynamoDb;
let book: JudgedBook;
let call: ReturnType<typeof apiCaller>;
const ids: Record<string, CustomerId> = {};

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  for (const name of ['one', 'two', 'free', 'none']) ids[name] = await book.customer(name, `${name}.example`);
  await book.connect(1, 'One', 'one.example', 'two.example');
  await book.connect(2, 'Two', 'two.example');
  await book.connect(3, 'Free', 'free.example');
  await book.judge(1, {
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
  await book.judge(2, { 'conditional-access': [] });
  await book.judge(
    3,
    { 'security-defaults': [{ isEnabled: true }], 'conditional-access': [], 'mfa-registrations': [] },
    { 'conditional-access': needsLicense, 'mfa-registrations': needsLicense },
  );
  call = apiCaller(contract, { getMfa }, book.deps);
});
afterAll(() => db.stop());

const mfaOf = async (name: string, as = caller('viewer')) => {
  const customerId = ids[name];
  if (customerId === undefined) throw new Error(`there is no customer ${name}`);
  return call({ as, route: 'GET /v1/customers/{customerId}/mfa', params: { customerId } });
};

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
    await book.judge(1, {
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

  it('is unknown without a tenant, and answers 404 to another MSP', async () => {
    expect((await mfaOf('none')).body).toMatchObject({
      badge: 'unknown',
      method: null,
      users: { of: null },
      dataAsOf: null,
      trend: [],
    });
    expect(await mfaOf('one', caller('admin', { msp: 2 }))).toMatchObject({ status: 404 });
  });
});

describe('drift', () => {
  const change: DirectoryChange = {
    changeId: 'change-1',
    correlationId: null,
    kind: 'security-info-deleted',
    activity: 'Admin deleted security info',
    at: '2026-11-24T09:00:00.000Z',
    result: 'success',
    roles: [],
    permissions: [],
    isForEverybody: false,
    by: { kind: 'user', id: 'admin', name: 'ada@drift.example' },
    weakenings: [],
    targets: [{ id: userId(3), type: 'User', name: 'person3@drift.example' }],
  };
  const capable = (...without: number[]) =>
    [1, 2, 3, 4, 5, 6].map((number) => registration(number, { isCapable: !without.includes(number) }));

  it('reports what changed, since when, because of whom, and which change explains it', async () => {
    const own = judgedBook(db.table, 50);
    const customerId = await own.customer('Drift', 'drift.example');
    await own.connect(1, 'Drift', 'drift.example');
    const days = [
      [{ users: users(5), 'mfa-registrations': capable() }],
      [{ users: users(5), 'mfa-registrations': capable() }],
      // The log is read before it has the row about person 3.
      [{ users: users(6), 'mfa-registrations': capable(3, 6) }],
      [{ users: users(6), 'mfa-registrations': capable(3, 6), 'directory-audits': [change] }],
    ] as const;
    const rollCalls: string[] = [];
    for (const [at, [facts]] of days.entries()) {
      db.table.clock.moveTo(`2026-11-${22 + at}T12:00:00.000Z`);
      await own.judge(1, facts);
      rollCalls.push((await own.ports.coverageSnapshots.ofTenant(own.scope, tenantNumber(1)))?.takenAt ?? '');
    }
    // The snapshot is not written on days without changes.
    expect(rollCalls.map((at) => at.slice(8, 10))).toEqual(['22', '22', '24', '24']);
    const view = apiCaller(contract, { getMfa }, own.deps);
    const ask = () =>
      view({ as: caller('viewer', { msp: 50 }), route: 'GET /v1/customers/{customerId}/mfa', params: { customerId } });
    const { body } = await ask();
    expect(body.drift).toMatchObject([
      {
        tenantId: tenantNumber(1),
        signal: 'mfa-capable-percent',
        direction: 'worse',
        since: '2026-11-24',
        from: { on: '2026-11-23', percent: 100 },
        to: { on: '2026-11-25', percent: 66.7 },
        causesTotal: 2,
        causes: [
          {
            kind: 'became-incapable',
            subject: { id: userId(3) },
            explainedBy: { changeId: 'change-1', by: 'ada@drift.example' },
          },
          { kind: 'joined', subject: { id: userId(6) }, explainedBy: null },
        ],
        story:
          'People who can use MFA: 100 % → 66.7 % since 2026-11-24: Person 3 can no longer use MFA (Admin deleted security info, by ada@drift.example); Person 6 joined.',
      },
    ]);
    expect(body.trend.map(({ capablePercent }: { capablePercent: number }) => capablePercent)).toEqual([
      100, 100, 66.7, 66.7,
    ]);
    db.table.clock.moveTo('2026-11-26T12:00:00.000Z');
    await own.judge(1, { users: users(6), 'mfa-registrations': capable() });
    expect((await ask()).body.drift).toMatchObject([
      { direction: 'better', from: { percent: 66.7 }, to: { percent: 100 } },
    ]);
  });

  it('names at each customer of a tenant its own users, with the numbers of the tenant', async () => {
    const own = judgedBook(db.table, 52);
    const [north, south] = [await own.customer('North', 'north.example'), await own.customer('South', 'south.example')];
    await own.connect(1, 'Both', 'north.example', 'south.example');
    const people = [1, 2, 3, 4].map((number) =>
      user(number, { upn: `p${number}@${number % 2 ? 'north' : 'south'}.example` }),
    );
    db.table.clock.moveTo('2026-11-22T12:00:00.000Z');
    await own.judge(1, { users: people, 'mfa-registrations': capable() });
    db.table.clock.moveTo('2026-11-23T12:00:00.000Z');
    await own.judge(1, { users: people, 'mfa-registrations': capable(3, 4) });
    const view = apiCaller(contract, { getMfa }, own.deps);
    for (const [customerId, name] of [
      [north, 'Person 3'],
      [south, 'Person 4'],
    ] as const) {
      const route = 'GET /v1/customers/{customerId}/mfa';
      const { body } = await view({ as: caller('viewer', { msp: 52 }), route, params: { customerId } });
      expect(body.drift).toMatchObject([
        {
          signal: 'mfa-capable-percent',
          from: { percent: 100 },
          to: { percent: 50 },
          causesTotal: 1,
          causes: [{ subject: { name } }],
          story: expect.stringContaining(`: ${name} can no longer use MFA.`),
        },
      ]);
    }
  });

  it('has no number for a day on which a tenant was not judged', async () => {
    const own = judgedBook(db.table, 51);
    const customerId = await own.customer('Two', 'twins.example');
    await own.connect(1, 'One', 'twins.example');
    await own.connect(2, 'Other', 'twins.example');
    for (const [on, tenants] of [
      ['01', [1]],
      ['02', [1, 2]],
      ['03', [1]],
    ] as const) {
      db.table.clock.moveTo(`2026-12-${on}T12:00:00.000Z`);
      for (const tenant of tenants) await own.judge(tenant);
    }
    const view = apiCaller(contract, { getMfa }, own.deps);
    const { body } = await view({
      as: caller('viewer', { msp: 51 }),
      route: 'GET /v1/customers/{customerId}/mfa',
      params: { customerId },
    });
    expect(body.trend.map(({ capablePercent }: { capablePercent: number | null }) => capablePercent)).toEqual([
      100,
      100,
      null,
    ]);
  });
});
