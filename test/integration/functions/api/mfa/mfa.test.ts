import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/mfa/contract.ts';
import { getMfa } from '#functions/api/mfa/get-mfa.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { caller, tenantNumber } from '#test/support/book-of-clients.ts';
import { apiOf } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import {
  holder,
  needsLicence,
  policy,
  registration,
  schedule,
  side,
  user,
  userId,
  users,
} from '#test/support/posture.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let call: ReturnType<typeof apiOf>;
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
    'directory-roles': [holder(1), holder(2), holder(6, { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' })],
    'role-schedules': [
      schedule(1),
      schedule(2),
      schedule(3, { kind: 'eligible' }),
      schedule(6, { roleTemplateId: '5d6b6bb7-de71-4623-b4af-96380a352509' }),
    ],
    'conditional-access': [policy({ exclude: side({ userIds: [userId(2)] }) })],
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 3 })),
  });
  await book.judge(2, { 'conditional-access': [] });
  await book.judge(
    3,
    { 'security-defaults': [{ isEnabled: true }], 'conditional-access': [], 'mfa-registrations': [] },
    { 'conditional-access': needsLicence, 'mfa-registrations': needsLicence },
  );
  call = apiOf(contract, { getMfa }, book.deps);
});
afterAll(() => db.stop());

const mfaOf = async (name: string, as = caller('viewer')) => {
  const customerId = ids[name];
  if (customerId === undefined) throw new Error(`there is no customer ${name}`);
  return call({ as, route: 'GET /v1/customers/{customerId}/mfa', params: { customerId } });
};

describe('GET /v1/customers/{customerId}/mfa', () => {
  it('shows numbers, privileged users and emergency accounts of one tenant', async () => {
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

  it('adds several tenants up and takes the worst badge', async () => {
    expect((await mfaOf('two')).body).toMatchObject({
      badge: 'none',
      method: 'mixed',
      users: { of: 9, registered: 9, capable: 8, enforced: 4 },
      trend: [{ on: '2026-11-22', capablePercent: 88.9 }],
    });
  });

  it('answers null, not nought, where registrations cannot be read, and knows enforcement all the same', async () => {
    expect((await mfaOf('free')).body).toMatchObject({
      badge: 'enforced',
      badgeReasons: ['Security Defaults are on'],
      method: 'security-defaults',
      users: { of: 5, registered: null, capable: null, enforced: 5 },
      basis: null,
      surfaces: { 'mfa-registrations': { state: 'needs-licence' } },
    });
  });

  it('knows nothing of a customer without a tenant, and nothing is everybody else’s', async () => {
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
