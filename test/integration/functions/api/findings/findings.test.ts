import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/findings/contract.ts';
import { getFinding } from '#functions/api/findings/get-finding.ts';
import { listCustomerFindings } from '#functions/api/findings/list-customer-findings.ts';
import { listFindings } from '#functions/api/findings/list-findings.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller, connectionNumber, tenantNumber } from '#test/support/numbered-msps.ts';
import { needsAccess, registration, scoreControl, scoreDay, user, users } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let acme: CustomerId;
let bolt: CustomerId;
let call: ReturnType<typeof apiCaller>;
const useCases = { listFindings, listCustomerFindings, getFinding };

/** Two companies share the first tenant; the second tenant is Acme's alone. */
beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  acme = await book.customer('Acme', 'acme.example');
  bolt = await book.customer('Bolt', 'bolt.example');
  await book.connect(1, 'Shared', 'acme.example', 'bolt.example');
  await book.connect(2, 'Acme two', 'acme.example');
  await book.judge(1, {
    users: [...users(3), user(4, { upn: 'four@bolt.example' }), user(5, { upn: 'five@elsewhere.example' })],
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number < 3 })),
  });
  await book.judge(2, {
    'conditional-access': [],
    'secure-score': [scoreDay('2026-11-22', 40), scoreControl('A'), scoreControl('B', { points: 1 })],
  });
  call = apiCaller(contract, useCases, book.deps);
});
afterAll(() => db.stop());

const list = async (query: Record<string, string> = {}) =>
  (await call({ as: caller('viewer'), route: 'GET /v1/findings', query })).body;
const listOf = (customerId: CustomerId, query: Record<string, string> = {}) =>
  call({ as: caller('viewer'), route: 'GET /v1/customers/{customerId}/findings', params: { customerId }, query });
const subjects = (body: { items: { findingId: string; subject: { id: string; name: string } }[] }) =>
  body.items.map(({ findingId, subject }) => `${findingId} ${subject.name}`);

describe('GET /v1/findings', () => {
  it('lists the open findings of the book, worst first', async () => {
    const body = await list();
    expect(subjects(body).toSorted()).toEqual([
      'conditional-access.baseline-present Acme two',
      'conditional-access.legacy-auth-blocked Acme two',
      'mfa.enforced-for-admins Acme two',
      'mfa.enforced-for-all-users Acme two',
      'mfa.every-user-capable Person 3',
      'mfa.every-user-capable Person 4',
      'mfa.every-user-capable Person 5',
      'secure-score.control-implemented Do A',
      'secure-score.control-implemented Do B',
    ]);
    const ranks = body.items.map(({ rank }: { rank: number }) => rank);
    expect(ranks).toEqual(ranks.toSorted((one: number, other: number) => one - other));
    expect(body.items.map(({ severity }: { severity: string }) => severity)).toEqual([
      'critical',
      'critical',
      'critical',
      'high',
      'high',
      'medium',
      'medium',
      'medium',
      'info',
    ]);
    expect(body).toMatchObject({ dataAsOf: '2026-11-22T12:00:00.000Z', surfaces: { users: { state: 'ok' } } });
  });

  it('continues after a cursor without losing or repeating a finding', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const body = await list({ limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...subjects(body));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(subjects(await list()));
  });

  it('filters by severity, area, id, isNew and state', async () => {
    expect((await list({ severity: 'critical' })).items).toHaveLength(3);
    expect((await list({ severity: 'critical,high' })).items).toHaveLength(5);
    expect((await list({ area: 'secure-score' })).items).toHaveLength(2);
    expect((await list({ findingId: 'mfa.every-user-capable' })).items).toHaveLength(3);
    // What the first complete reading finds is not new.
    expect((await list({ isNew: 'true' })).items).toEqual([]);
    expect((await list({ isNew: 'false' })).items).toHaveLength(9);
    expect((await list({ state: 'acknowledged' })).items).toEqual([]);
  });

  it('finds by words of the subject, the problem, the tenant and the customer, whatever their case', async () => {
    expect(subjects(await list({ q: 'person 4' }))).toEqual(['mfa.every-user-capable Person 4']);
    expect((await list({ q: 'ACME two' })).items).toHaveLength(6);
    expect((await list({ q: 'bolt' })).items.length).toBeGreaterThan(0);
    expect((await list({ q: 'no such thing' })).items).toEqual([]);
  });

  it.each(['finding', 'area', 'severity', 'state', 'tenant', 'assignee'])(
    'keeps groups by %s together over pages',
    async (groupBy) => {
      const all = await list({ groupBy });
      expect(all.items).toHaveLength(9);
      expect(all.groups.reduce((sum: number, group: { findings: number }) => sum + group.findings, 0)).toBe(9);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const body = await list({ groupBy, limit: '2', ...(cursor === undefined ? {} : { cursor }) });
        expect(body.groups).toEqual(all.groups);
        paged.push(...subjects(body));
        cursor = body.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(subjects(all));
    },
  );

  it('names the groups in the order of their items', async () => {
    const { groups, items } = await list({ groupBy: 'severity', sort: 'subject' });
    expect(groups.map(({ key, findings }: { key: string; findings: number }) => [key, findings])).toEqual([
      ['critical', 3],
      ['high', 2],
      ['medium', 3],
      ['info', 1],
    ]);
    const severities = items.map(({ severity }: { severity: string }) => severity);
    expect(severities).toEqual(
      groups.flatMap(({ key, findings }: { key: string; findings: number }) => Array(findings).fill(key)),
    );
    expect((await list()).groups).toBeNull();
  });

  it('refuses unknown filters and values', async () => {
    for (const query of [
      { severity: 'worst' },
      { isNew: 'yes' },
      { state: 'resolved' },
      { color: 'red' },
      { limit: '0' },
    ]) {
      expect(await call({ as: caller('viewer'), route: 'GET /v1/findings', query })).toMatchObject({ status: 400 });
    }
    const made = (await list({ limit: '1' })).nextCursor;
    const elsewhere = {
      as: caller('viewer', { msp: 2 }),
      route: 'GET /v1/findings',
      query: { limit: '1', cursor: made },
    };
    expect(await call(elsewhere)).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  it('is empty for another MSP', async () => {
    expect((await call({ as: caller('admin', { msp: 2 }), route: 'GET /v1/findings' })).body).toMatchObject({
      items: [],
      nextCursor: null,
      dataAsOf: null,
    });
  });
});

describe('GET /v1/customers/{customerId}/findings', () => {
  it("lists a user's finding at the customer of the user's domain, else at every customer", async () => {
    const users = { findingId: 'mfa.every-user-capable' };
    expect(subjects((await listOf(acme, users)).body)).toEqual(
      ['mfa.every-user-capable Person 3', 'mfa.every-user-capable Person 5'].toSorted(),
    );
    expect(subjects((await listOf(bolt, users)).body).toSorted()).toEqual([
      'mfa.every-user-capable Person 4',
      'mfa.every-user-capable Person 5',
    ]);
  });

  it('names all linked customers of the tenant', async () => {
    const [finding] = (await listOf(bolt)).body.items;
    expect(finding.customerIds.toSorted()).toEqual([acme, bolt].toSorted());
  });

  it('answers the same for an unknown customer and one of another MSP', async () => {
    const params = { customerId: acme };
    const strange = await call({
      as: caller('admin', { msp: 2 }),
      route: 'GET /v1/customers/{customerId}/findings',
      params,
    });
    expect(strange).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('GET /v1/findings/{findingKey}', () => {
  const get = (findingKey: string, as = caller('viewer')) =>
    call({ as, route: 'GET /v1/findings/{findingKey}', params: { findingKey } });

  it('returns what is wrong, why, what to do and the history', async () => {
    const [worst] = (await list()).items;
    const { status, body } = await get(worst.findingKey);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      findingKey: worst.findingKey,
      tenantId: tenantNumber(2),
      customerIds: [acme],
      subject: { kind: 'tenant', id: tenantNumber(2), name: 'Acme two' },
      verdict: 'fail',
      severity: 'critical',
      state: 'open',
      isNew: false,
      stale: false,
      firstSeenAt: '2026-11-22T12:00:00.000Z',
      lastSeenAt: '2026-11-22T12:00:00.000Z',
      dollarsPerYear: null,
      history: [{ event: 'opened', at: '2026-11-22T12:00:00.000Z' }],
    });
    expect(worst.findingKey).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('says the problem, and names who, where and how long for each step, in the tenant of the finding', async () => {
    const [worst] = (await list()).items;
    const { body } = await get(worst.findingKey);
    expect(body.problem).not.toBe(body.title);
    expect(body.steps.length).toBeGreaterThan(2);
    for (const step of body.steps)
      expect(step).toMatchObject({
        who: expect.stringMatching(/./),
        where: expect.stringMatching(/./),
        minutes: expect.any(Number),
      });
    const [first] = body.steps.filter((step: { link?: string }) => step.link !== undefined);
    expect(first.link).toContain(tenantNumber(2));
    expect(body.action.url).toBe(first.link);
    expect(body).toMatchObject({ verify: expect.stringMatching(/\.$/), escalate: expect.stringMatching(/\.$/) });
  });

  it.each(['nothing', 'A'.repeat(50), '../../etc'])('answers 404 to %s', async (key) => {
    expect(await get(key)).toMatchObject({ status: 404 });
  });

  it('answers 404 to another MSP', async () => {
    const [worst] = (await list()).items;
    expect(await get(worst.findingKey, caller('admin', { msp: 2 }))).toMatchObject({ status: 404 });
  });
});

describe('after a refused credential', () => {
  it('findings keep their order and are marked stale', async () => {
    const before = subjects(await list());
    await book.ports.connections.recordCredentialState(book.scope, connectionNumber(2), {
      state: 'refused',
      code: 'SecretExpired',
    });
    const body = await list();
    expect(subjects(body)).toEqual(before);
    expect(body.items[0]).toMatchObject({ stale: true, tenantId: tenantNumber(2) });
    expect(body.items.filter(({ stale }: { stale: boolean }) => !stale)).toHaveLength(3);
    expect(body.surfaces.users).toMatchObject({ state: 'stale' });
    await book.ports.connections.recordCredentialState(book.scope, connectionNumber(2), { state: 'valid' });
  });
});

describe('the order of the findings of a customer', () => {
  it.each(['newest', 'oldest', 'dollars', 'subject', 'worst'])('can be %s, and is kept over pages', async (sort) => {
    const all = subjects((await listOf(acme, { sort })).body);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await listOf(acme, { sort, limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...subjects(body));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(5);
  });

  it('is by the name of the subject when asked for', async () => {
    const { body } = await listOf(acme, { sort: 'subject' });
    const names = body.items.map(({ subject }: { subject: { name: string } }) => subject.name.toLowerCase());
    expect(names).toEqual(names.toSorted());
  });
});

describe('after a resolution', () => {
  it('a resolved finding is listed only on request', async () => {
    db.table.clock.advanceSeconds(25 * 3600);
    await book.judge(2, { 'secure-score': [scoreDay('2026-11-23', 90)] }, { 'mfa-registrations': needsAccess });
    expect((await list({ severity: 'critical' })).items).toEqual([]);
    const { body } = await listOf(acme, { state: 'resolved' });
    expect(body.items).toHaveLength(6);
    expect(body.items[0]).toMatchObject({ state: 'resolved', resolvedReason: 'fixed', isNew: false });
    expect((await listOf(acme, { isNew: 'true' })).body.items).toEqual([]);
  });

  it('a finding that comes back is new', async () => {
    await book.judge(2, { 'conditional-access': [] });
    const { body } = await listOf(acme, { isNew: 'true', severity: 'critical' });
    expect(body.items).toMatchObject([{ isNew: true }, { isNew: true }, { isNew: true }]);
  });
});
