import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/break-glass/contract.ts';
import { markBreakGlass } from '#functions/api/break-glass/mark-break-glass.ts';
import type { wire } from '#functions/api/break-glass/wire.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { breakGlassMarks } from '#shared/store/break-glass-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { users as usersSurface } from '#shared/surfaces/users/surface.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import { registration, user, userId, users } from '#test/support/posture-facts.ts';
import { viewCaller, viewDeps } from '#test/support/view-suite.ts';

/** Person 1, a Global Administrator, is not capable of MFA. */
const emergency = {
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) =>
    registration(number, number === 1 ? { isCapable: false, isRegistered: false, methods: [] } : {}),
  ),
};
const finding = 'mfa.every-admin-capable';

let db: TestDynamoDb;
let msp = 400;
let book: JudgedBook;
let acme: CustomerId;
let put: (
  userIds: unknown,
  as?: ReturnType<typeof caller>,
  customerId?: CustomerId,
) => ReturnType<ReturnType<typeof apiCaller>>;
let mfa: () => Promise<{ users: { of: number }; breakGlass: unknown[] }>;

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());
beforeEach(async () => {
  msp += 1;
  book = judgedBook(db.table, msp);
  acme = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example', 'bolt.example');
  await book.connect(2, 'Acme two', 'acme.example');
  await book.judge(1, emergency);
  await book.judge(2, { users: [...users(3), user(9)] });
  const marks = breakGlassMarks(db.table);
  const userOf: ReturnType<typeof wire>['userOf'] = async ({ mspId }, tenantId, id) => {
    const fact = await facts(db.table).get(openTenantScope(mspId, tenantId), 'users', id);
    return fact === undefined ? undefined : usersSurface.fact.parse(fact);
  };
  const call = apiCaller(contract, { markBreakGlass }, { ...book.deps, marks, userOf });
  put = (userIds, as = caller('admin', { msp }), customerId = acme) =>
    call({ as, route: 'PUT /v1/customers/{customerId}/break-glass', params: { customerId }, body: { userIds } });
  const views = viewCaller(viewDeps(book));
  mfa = async () => (await views.page('mfa', acme, caller('viewer', { msp }))).body;
});

const marksOf = (tenantId: TenantId) => breakGlassMarks(db.table).ofTenant(book.scope, tenantId);
const stateOf = async () =>
  (await book.ports.rows.ofTenant(book.scope, tenantNumber(1))).find((row) => row.findingId === finding)?.state;

describe('PUT /v1/customers/{customerId}/break-glass', () => {
  it('removes marked accounts from every number at once, and from the findings with the next run', async () => {
    expect(await mfa()).toMatchObject({ users: { of: 9 }, breakGlass: [] });
    const answer = await put([userId(1), userId(9)]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accounts: [
          { tenantId: tenantNumber(1), userId: userId(1), name: 'Person 1', upn: 'person1@acme.example' },
          { tenantId: tenantNumber(2), userId: userId(9) },
        ],
        findingsUpdate: 'on-next-run',
      },
    });
    expect(await mfa()).toMatchObject({
      // Person 1 has the same id in both directories; only the tenant in which it was found is marked.
      users: { of: 7 },
      breakGlass: [
        { userId: userId(1), name: 'Person 1', registered: false, marked: true },
        { userId: userId(9), marked: true },
      ],
    });
    expect(await stateOf()).toBe('open');
    await book.judge(1, emergency);
    expect(await stateOf()).toBe('resolved');
    expect((await put([])).body.accounts).toEqual([]);
    await book.judge(1, emergency);
    expect(await stateOf()).toBe('open');
    expect(await mfa()).toMatchObject({ users: { of: 9 }, breakGlass: [] });
  });

  it('writes who marked whom to the audit log', async () => {
    await put([userId(1)]);
    const rows = await auditLog(db.table).newest(book.scope, { limit: 5 });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'requested']);
    expect(rows[0]).toMatchObject({ action: 'break-glass.marked', target: userId(1), customerId: acme });
  });

  it('keeps one list for a tenant of two customers', async () => {
    const bolt = await book.customer('Bolt', 'bolt.example');
    await put([userId(1)]);
    await put([userId(2)], caller('admin', { msp }), bolt);
    expect(await marksOf(tenantNumber(1))).toEqual([userId(2)]);
  });

  it('ignores the mark of a deleted account', async () => {
    await put([userId(5)]);
    await book.judge(1, { users: users(4), 'mfa-registrations': [1, 2, 3, 4].map((number) => registration(number)) });
    expect((await mfa()).breakGlass).toEqual([]);
  });

  it('refuses invalid input with pointers and stores nothing', async () => {
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    for (const [userIds, pointer] of [
      [[1, 2, 3, 4, 5].map(userId), '/userIds'],
      [[userId(1), userId(1)], '/userIds'],
      [['person1@acme.example'], '/userIds/0'],
      [[userId(1), userId(77)], '/userIds/1'],
      [undefined, '/userIds'],
    ] as const) {
      const errors = [{ in: 'body', pointer }];
      expect(await put(userIds), JSON.stringify(userIds)).toMatchObject({ status: 400, body: { errors } });
    }
    const empty = await book.customer('Empty', 'empty.example');
    expect((await put([userId(1)], caller('admin', { msp }), empty)).body.errors[0].detail).toMatch(
      /no connected tenant/,
    );
    for (const role of ['member', 'viewer'] as const) {
      expect(await put([userId(1)], caller(role, { msp }))).toMatchObject({ status: 403 });
    }
    expect(await put([userId(1)], caller('admin', { msp: msp + 5000 }))).toMatchObject({ status: 404 });
    const after = await itemsOfMsp(db.table, book.scope.mspId);
    expect(after.filter(({ sk }) => !/^(CUSTOMER|DOMAIN)#/.test(String(sk)))).toEqual(
      before.filter(({ sk }) => !/^(CUSTOMER|DOMAIN)#/.test(String(sk))),
    );
  });
});
