import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/book/contract.ts';
import { getBookFinding } from '#functions/api/book/get-book-finding.ts';
import { listBookCustomers } from '#functions/api/book/list-book-customers.ts';
import { listBookFindings } from '#functions/api/book/list-book-findings.ts';
import { listBookSignals } from '#functions/api/book/list-book-signals.ts';
import { noExternalForwarding } from '#shared/findings/mailboxes/no-external-forwarding/finding.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { inboxRule, mailboxesWith } from '#test/support/inbox-rule-facts.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller, connectionNumber, tenantNumber } from '#test/support/numbered-msps.ts';
import { needsLicense, registration, scoreControl, scoreDay, user } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
const customers: Record<string, CustomerId> = {};
let call: ReturnType<typeof apiCaller>;
const useCases = { listBookCustomers, listBookFindings, getBookFinding, listBookSignals };

/**
 * A healthy customer, an unhealthy one, one with two tenants, one without a connection, and a tenant without a
 * customer.
 */
beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  for (const name of ['good', 'bad', 'twofold', 'empty']) {
    customers[name] = await book.customer(name, `${name}.example`);
  }
  await book.connect(1, 'Good', 'good.example');
  await book.connect(2, 'Bad', 'bad.example');
  await book.connect(3, 'Two', 'twofold.example');
  await book.connect(4, 'Fold', 'twofold.example');
  await book.connect(5, 'Nobody’s', 'nobody.example');
  await book.connect(6, 'Not judged', 'good.example');
  const score = (points: number, ...controls: ReturnType<typeof scoreControl>[]) => ({
    'secure-score': [scoreDay('2026-11-22', points), ...controls],
  });
  await book.judge(1, score(90));
  await book.judge(
    2,
    { ...score(30, scoreControl('A')), 'conditional-access': [] },
    { 'conditional-access': needsLicense },
  );
  await book.judge(3, {
    ...score(60),
    users: [user(1), user(2), user(3)],
    'mfa-registrations': [registration(1), registration(2), registration(3, { isCapable: false })],
  });
  await book.judge(4, score(40, scoreControl('A', { points: 5 })));
  await book.judge(5, { ...score(50), 'security-defaults': [{ isEnabled: true }], 'conditional-access': [] });
  call = apiCaller(contract, useCases, book.deps);
});
afterAll(() => db.stop());

const get = async (route: string, query: Record<string, string> = {}, params: Record<string, string> = {}) =>
  (await call({ as: caller('viewer'), route: `GET /v1/book/${route}`, query, params })).body;

describe('GET /v1/book/customers', () => {
  it('counts the tenants by the state of each surface, so that one refused tenant hides no other', async () => {
    const { surfaces, items } = await get('customers');
    expect(surfaces['conditional-access']).toEqual({ ok: 4, 'needs-license': 1, 'never-read': 1 });
    expect(surfaces['users']).toEqual({ ok: 5, 'never-read': 1 });
    const seen = Object.fromEntries(items.map((item: { name: string; seen: object }) => [item.name, item.seen]));
    expect(seen['empty']).toEqual({ of: 0, judged: 0 });
    expect(seen['bad'].judged).toBeGreaterThan(0);
    expect(seen['good'].judged).toBeLessThan(seen['good'].of);
  });

  it('orders customers by their worst open finding, and lists a tenant without a customer by its name', async () => {
    const { items } = await get('customers');
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['bad', 'twofold', 'empty', 'good', 'Nobody’s']);
    expect(items.at(-1)).toMatchObject({ customerId: null, tenantIds: [tenantNumber(5)] });
  });

  it('counts by severity and returns the worst finding in full', async () => {
    const { items } = await get('customers');
    expect(items[0]).toMatchObject({
      customerId: customers['bad'],
      open: { critical: 3, high: 2, medium: 0, low: 0, info: 0 },
      worst: { severity: 'critical', verdict: 'fail', tenantId: tenantNumber(2) },
      mfaBadge: 'none',
      secureScorePercent: 30,
      stale: false,
      dataAsOf: '2026-11-22T12:00:00.000Z',
    });
    expect(items.find(({ name }: { name: string }) => name === 'empty')).toMatchObject({
      tenantIds: [],
      worst: null,
      open: { critical: 0 },
      dataAsOf: null,
      mfaBadge: 'unknown',
    });
  });

  it('adds up tenants, and is unknown when one was never judged', async () => {
    const { items } = await get('customers');
    const [twofold, good] = ['twofold', 'good'].map((name) =>
      items.find((item: { name: string }) => item.name === name),
    );
    expect(twofold).toMatchObject({
      open: { medium: 2 },
      mfaCapablePercent: 87.5,
      secureScorePercent: 50,
      mfaBadge: 'enforced',
    });
    expect(good).toMatchObject({
      tenantIds: [tenantNumber(1), tenantNumber(6)],
      mfaCapablePercent: null,
      mfaBadge: 'unknown',
    });
  });

  it('pages by the same order', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const body = await get('customers', { limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(['bad', 'twofold', 'empty', 'good', 'Nobody’s']);
  });

  it('marks a customer with a refused credential as stale and keeps its place', async () => {
    await book.ports.connections.recordCredentialState(book.scope, connectionNumber(2), {
      state: 'refused',
      code: 'SecretInvalid',
    });
    const [first] = (await get('customers')).items;
    expect(first).toMatchObject({ name: 'bad', stale: true, open: { critical: 3 }, worst: { stale: true } });
    await book.ports.connections.recordCredentialState(book.scope, connectionNumber(2), { state: 'valid' });
  });
});

describe('GET /v1/book/findings', () => {
  it('has one row for each open finding, with its number of tenants', async () => {
    const { items } = await get('findings');
    expect(items.map(({ findingId }: { findingId: string }) => findingId)).toEqual([
      'conditional-access.baseline-present',
      'mfa.enforced-for-admins',
      'mfa.enforced-for-all-users',
      'secure-score.control-implemented',
      'conditional-access.legacy-auth-blocked',
      'mfa.every-user-capable',
    ]);
    expect(items[3]).toMatchObject({
      severity: 'high',
      tenantsAffected: 2,
      tenantsAssessed: 5,
      subjectsAffected: 2,
      dollarsPerYear: null,
      campaigns: [],
    });
  });

  it('returns the work-list of a row', async () => {
    const body = await get('findings/{findingId}', {}, { findingId: 'secure-score.control-implemented' });
    expect(body).toMatchObject({ findingId: 'secure-score.control-implemented', tenantsAffected: 2, nextCursor: null });
    expect(
      body.items.map(({ tenantId, severity }: { tenantId: string; severity: string }) => [tenantId, severity]),
    ).toEqual([
      [tenantNumber(2), 'high'],
      [tenantNumber(4), 'medium'],
    ]);
    const first = await get('findings/{findingId}', { limit: '1' }, { findingId: 'secure-score.control-implemented' });
    const second = await get(
      'findings/{findingId}',
      { limit: '1', cursor: first.nextCursor },
      { findingId: 'secure-score.control-implemented' },
    );
    expect([...first.items, ...second.items]).toEqual(body.items);
  });

  it('returns an empty work-list for a finding without open subjects, and 404 for an unknown finding', async () => {
    expect(await get('findings/{findingId}', {}, { findingId: 'mfa.every-admin-capable' })).toMatchObject({
      tenantsAffected: 0,
      tenantsAssessed: 5,
      items: [],
    });
    expect(await get('findings/{findingId}', {}, { findingId: 'no.such' })).toMatchObject({ status: 404 });
  });
});

describe('GET /v1/book/signals', () => {
  it('averages over the customers with a known value', async () => {
    const { items } = await get('signals');
    const of = (signal: string) => items.find((item: { signal: string }) => item.signal === signal);
    expect(of('mfa-capable-percent')).toEqual({
      signal: 'mfa-capable-percent',
      average: 93.8,
      customers: 2,
      seen: { of: 4, judged: 2 },
      worst: { customerId: customers['twofold'], customerName: 'twofold', value: 87.5 },
    });
    expect(of('secure-score-percent')).toMatchObject({
      average: 56.7,
      customers: 3,
      worst: { customerId: customers['bad'], value: 30 },
    });
  });
});

it('is empty for another MSP', async () => {
  const body = (await call({ as: caller('admin', { msp: 2 }), route: 'GET /v1/book/customers' })).body;
  expect(body).toMatchObject({ items: [], nextCursor: null, dataAsOf: null });
});

describe('campaigns', () => {
  const forwarding = 'mailboxes.no-external-forwarding';
  const thief = (outside: string) =>
    mailboxesWith(inboxRule({ outside: [outside], via: ['forward'], hasCondition: false }));
  const open = async (msp: number) => {
    const own = judgedBook(db.table, msp, [noExternalForwarding]);
    await own.customer('One', 'one.example');
    await own.connect(1, 'One', 'one.example');
    await own.connect(2, 'Two', 'two.example');
    await own.connect(3, 'Three', 'three.example');
    const ask = apiCaller(contract, useCases, own.deps);
    const as = caller('viewer', { msp });
    return {
      own,
      rowOf: async () => {
        const list = (await ask({ as, route: 'GET /v1/book/findings' })).body.items;
        const params = { findingId: forwarding };
        const one = (await ask({ as, route: 'GET /v1/book/findings/{findingId}', params })).body;
        const row = list.find(({ findingId }: { findingId: string }) => findingId === forwarding);
        if (row !== undefined) expect(one).toMatchObject(row);
        return one;
      },
    };
  };

  it('name the tenants of this MSP that forward to the same address, and none of another MSP', async () => {
    const [{ own, rowOf }, other] = [await open(20), await open(21)];
    await own.judge(1, thief('thief@example.net'));
    await own.judge(3, thief('somebody@example.net'));
    await other.own.judge(2, thief('thief@example.net'));
    expect((await rowOf()).campaigns).toEqual([]);
    await own.judge(2, thief('thief@example.net'));
    const campaign = { kind: 'forwarding-address', value: 'thief@example.net', name: null };
    expect((await rowOf()).campaigns).toEqual([
      { ...campaign, tenantIds: [1, 2].map(tenantNumber), tenantNames: ['One', 'Two'], tenantsTotal: 2 },
    ]);
    expect((await other.rowOf()).campaigns).toEqual([]);
    await own.judge(1, mailboxesWith());
    expect((await rowOf()).campaigns).toEqual([]);
  });
});
