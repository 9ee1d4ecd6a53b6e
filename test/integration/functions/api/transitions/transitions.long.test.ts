import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract as bookContract } from '#functions/api/book/contract.ts';
import { getBookFinding } from '#functions/api/book/get-book-finding.ts';
import { listBookCustomers } from '#functions/api/book/list-book-customers.ts';
import { listBookFindings } from '#functions/api/book/list-book-findings.ts';
import { listBookSignals } from '#functions/api/book/list-book-signals.ts';
import { contract as findingsContract } from '#functions/api/findings/contract.ts';
import { getFinding } from '#functions/api/findings/get-finding.ts';
import { listCustomerFindings } from '#functions/api/findings/list-customer-findings.ts';
import { listFindings } from '#functions/api/findings/list-findings.ts';
import { contract } from '#functions/api/transitions/contract.ts';
import { transitionFinding } from '#functions/api/transitions/transition-finding.ts';
import { transitionFindings } from '#functions/api/transitions/transition-findings.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, connectionNumber, tenantNumber } from '#test/support/numbered-msps.ts';
import { registration, scoreControl, scoreDay } from '#test/support/posture-facts.ts';
import { viewCaller, viewDeps } from '#test/support/view-suite.ts';

const start = '2026-11-22T12:00:00.000Z';
/** MFA is enforced for no one, and person 4 cannot use it. */
const weak = {
  'conditional-access': [],
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 4 })),
};
const person4 = 'mfa.every-user-capable';

let db: TestDynamoDb;
let msp = 300;
let book: JudgedBook;
let acme: CustomerId;
let calls: {
  move: ReturnType<typeof apiCaller>;
  findings: ReturnType<typeof apiCaller>;
  book: ReturnType<typeof apiCaller>;
  views: ReturnType<typeof apiCaller>;
};

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());
beforeEach(async () => {
  db.table.clock.moveTo(start);
  msp += 1;
  book = judgedBook(db.table, msp);
  acme = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.judge(1, weak);
  calls = {
    move: apiCaller(contract, { transitionFinding, transitionFindings }, book.deps),
    findings: apiCaller(findingsContract, { listFindings, listCustomerFindings, getFinding }, book.deps),
    book: apiCaller(bookContract, { listBookCustomers, listBookFindings, getBookFinding, listBookSignals }, book.deps),
    views: viewCaller(viewDeps(book)).call,
  };
});

const keyOf = async (findingId: string): Promise<string> =>
  (await book.ports.rows.ofTenant(book.scope, tenantNumber(1))).find((row) => row.findingId === findingId)
    ?.findingKey ?? '';
const move = (findingKey: string, body: unknown, as = caller('member', { msp, member: 7 })) =>
  calls.move({ as, route: 'POST /v1/findings/{findingKey}/transitions', params: { findingKey }, body });
const get = async (findingKey: string) =>
  (
    await calls.findings({
      as: caller('viewer', { msp }),
      route: 'GET /v1/findings/{findingKey}',
      params: { findingKey },
    })
  ).body;
const inDays = (days: number): string => new Date(db.table.clock.now().getTime() + days * 86_400_000).toISOString();

/** How each list and count of the API shows one finding. */
const seen = async (findingId: string) => {
  const as = caller('viewer', { msp });
  const ids = (items: { findingId: string }[]) => items.filter((item) => item.findingId === findingId).length;
  const ofAcme = { customerId: acme };
  const [all, ofCustomer, customers, byFinding, workList, hub, verdicts, verdictsOfTenant] = await Promise.all([
    calls.findings({ as, route: 'GET /v1/findings' }),
    calls.findings({ as, route: 'GET /v1/customers/{customerId}/findings', params: ofAcme }),
    calls.book({ as, route: 'GET /v1/book/customers' }),
    calls.book({ as, route: 'GET /v1/book/findings' }),
    calls.book({ as, route: 'GET /v1/book/findings/{findingId}', params: { findingId } }),
    calls.views({ as, route: 'GET /v1/customers/{customerId}/hub', params: ofAcme }),
    calls.views({ as, route: 'GET /v1/customers/{customerId}/verdicts', params: ofAcme }),
    calls.views({
      as,
      route: 'GET /v1/connections/{connectionId}/verdicts',
      params: { connectionId: connectionNumber(1) },
    }),
  ]);
  const ranks = (body: { items: { rank: number }[] }) => body.items.map(({ rank }) => rank);
  expect(ranks(all.body)).toEqual(ranks(all.body).toSorted((one, other) => one - other));
  expect(ranks(ofCustomer.body)).toEqual(ranks(all.body));
  // Counts from summaries, for the book, and counts from findings, for one customer or tenant.
  const [line] = customers.body.items;
  const row = byFinding.body.items.find((item: { findingId: string }) => item.findingId === findingId);
  const answered = [verdicts, verdictsOfTenant].map(({ body }) =>
    body.items.find((item: { findingId: string }) => item.findingId === findingId),
  );
  expect(hub.body.findings.open).toEqual(line.open);
  expect(hub.body.findings.worst[0]?.findingId).toBe(line.worst?.findingId);
  for (const { subjectsTotal, severity } of answered)
    expect([subjectsTotal, severity]).toEqual([row?.subjectsAffected ?? 0, row?.severity ?? null]);
  return {
    listed: [ids(all.body.items), ids(ofCustomer.body.items), workList.body.items.length],
    open: line.open,
    worst: line.worst?.findingId,
    row: row?.subjectsAffected ?? 0,
    workList: workList.body.subjectsAffected,
  };
};
const counted = { listed: [1, 1, 1], row: 1, workList: 1 };
const notListed = { listed: [0, 0, 0], row: 0, workList: 0 };

const unfit: readonly (readonly [body: object, pointer: string])[] = [
  [{}, '/to'],
  [{ to: 'resolved' }, '/to'],
  [{ to: 'acknowledged', until: '2026-12-24' }, '/until'],
  [{ to: 'open', approver: 'Ada' }, '/approver'],
  [{ to: 'acknowledged', reason: ' ' }, '/reason'],
  [{ to: 'acknowledged', reason: 'ask jane@acme.example' }, '/reason'],
  [{ to: 'acknowledged', reason: 'x'.repeat(501) }, '/reason'],
  [{ to: 'acknowledged', color: 'red' }, '/color'],
  [{ to: 'muted', until: '2026-12-24' }, '/reason'],
  [{ to: 'muted', reason: 'x' }, '/until'],
  [{ to: 'muted', reason: 'x', until: 'Friday' }, '/until'],
  [{ to: 'muted', reason: 'x', until: '2026-02-30' }, '/until'],
  [{ to: 'muted', reason: 'x', until: start }, '/until'],
  [{ to: 'muted', reason: 'x', until: '2027-02-20T12:00:00.001Z' }, '/until'],
  [{ to: 'muted', reason: 'x', until: '2026-12-24', approver: 'Ada' }, '/approver'],
  [{ to: 'risk-accepted', reason: 'x', until: '2026-12-24' }, '/approver'],
  [{ to: 'risk-accepted', approver: 'Ada', until: '2026-12-24' }, '/reason'],
  [{ to: 'risk-accepted', reason: 'x', approver: 'Ada' }, '/until'],
  [{ to: 'risk-accepted', reason: 'x', approver: 'Ada', until: '2027-11-22T12:00:00.001Z' }, '/until'],
];

describe('POST /v1/findings/{findingKey}/transitions', () => {
  it.each([
    ['acknowledged', {}],
    ['in-progress', { reason: 'ticket 4711' }],
    ['open', { reason: 'not ours after all' }],
  ] as const)('keeps a finding in every list after a move to %s', async (to, words) => {
    const key = await keyOf(person4);
    if (to === 'open') await move(key, { to: 'acknowledged' });
    const answer = await move(key, { to, ...words });
    expect(answer).toMatchObject({ status: 200, body: { findingKey: key, state: to, isNew: false } });
    expect(answer.body.history.at(-1)).toMatchObject({
      event: 'moved',
      state: to,
      at: start,
      memberId: caller('member', { msp, member: 7 }).memberId,
      reason: 'reason' in words ? words.reason : null,
    });
    expect(await seen(person4)).toMatchObject({ ...counted, open: { critical: 3, high: 1, medium: 1 } });
  });

  it.each([
    ['muted', { reason: 'leaves on Friday', until: '2026-12-24' }, '2026-12-24T00:00:00.000Z'],
    ['muted', { reason: 'leaves', until: '2027-02-20T13:00:00+01:00' }, '2027-02-20T12:00:00.000Z'],
    ['risk-accepted', { reason: 'scanner', until: '2027-11-22', approver: 'Ada, CEO' }, '2027-11-22T00:00:00.000Z'],
  ] as const)('removes a finding from lists and counts at once after a move to %s', async (to, words, until) => {
    const key = await keyOf('mfa.enforced-for-all-users');
    const { status, body } = await move(key, { to, ...words });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: to, until, moveReason: words.reason, isNew: false });
    expect(body.approver).toBe('approver' in words ? words.approver : null);
    expect(await seen('mfa.enforced-for-all-users')).toMatchObject({
      ...notListed,
      open: { critical: 2, high: 1, medium: 1 },
    });
    const asked = { state: `${to},open`, findingId: 'mfa.enforced-for-all-users' };
    const filtered = await calls.findings({
      as: caller('viewer', { msp }),
      route: 'GET /v1/customers/{customerId}/findings',
      params: { customerId: acme },
      query: asked,
    });
    expect(filtered.body.items).toMatchObject([{ findingKey: key, state: to }]);
  });

  it('does not change the verdict and the number of assessed tenants', async () => {
    await move(await keyOf('mfa.enforced-for-all-users'), { to: 'muted', reason: 'x', until: inDays(1) });
    const as = caller('viewer', { msp });
    const verdicts = await calls.views({
      as,
      route: 'GET /v1/customers/{customerId}/verdicts',
      params: { customerId: acme },
    });
    const verdict = verdicts.body.items.find(
      (item: { findingId: string }) => item.findingId === 'mfa.enforced-for-all-users',
    );
    expect(verdict).toMatchObject({ verdict: 'fail', assessed: 1 });
    const { body } = await calls.book({
      as,
      route: 'GET /v1/book/findings/{findingId}',
      params: { findingId: 'mfa.enforced-for-all-users' },
    });
    expect(body).toMatchObject({ tenantsAffected: 0, tenantsAssessed: 1 });
  });

  it('records who moved the finding and why in the audit log', async () => {
    const key = await keyOf(person4);
    await move(key, { to: 'muted', reason: 'leaves on Friday', until: inDays(3) });
    const rows = await auditLog(db.table).newest(book.scope, { limit: 10 });
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'requested']);
    for (const row of rows) {
      expect(row).toMatchObject({
        action: 'finding.muted',
        target: key,
        customerId: acme,
        reason: 'leaves on Friday',
        memberId: caller('member', { msp, member: 7 }).memberId,
      });
    }
    expect(await auditLog(db.table).verify(book.scope, [])).toMatchObject({ rows: 2, brokenAt: null });
  });

  it('changes nothing if the audit row cannot be written', async () => {
    const key = await keyOf(person4);
    const audit = { append: async () => Promise.reject(new Error('the log is full')) };
    const broken = apiCaller(contract, { transitionFinding, transitionFindings }, { ...book.deps, audit });
    const as = caller('member', { msp });
    const request = { as, route: 'POST /v1/findings/{findingKey}/transitions', params: { findingKey: key } };
    expect((await broken({ ...request, body: { to: 'acknowledged' } })).status).toBe(500);
    expect(await get(key)).toMatchObject({ state: 'open', history: [{ event: 'opened' }] });
  });

  it('refuses an invalid request with pointers and stores nothing', async () => {
    const key = await keyOf(person4);
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    for (const [body, pointer] of unfit) {
      const answer = await move(key, body);
      const errors = [{ in: 'body', pointer }];
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: { code: 'invalid-input', errors } });
    }
    expect(await itemsOfMsp(db.table, book.scope.mspId)).toEqual(before);
  });

  it('refuses a viewer, another MSP and an unknown key', async () => {
    const key = await keyOf(person4);
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    const to = { to: 'acknowledged' };
    expect(await move(key, to, caller('viewer', { msp }))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await move(key, to, caller('admin', { msp: msp + 5000 }))).toMatchObject({ status: 404 });
    expect(await move('A'.repeat(50), to)).toMatchObject({ status: 404 });
    expect(await itemsOfMsp(db.table, book.scope.mspId)).toEqual(before);
  });

  it('refuses to move a resolved finding', async () => {
    const key = await keyOf(person4);
    db.table.clock.advanceSeconds(60);
    await book.judge(1);
    const answer = await move(key, { to: 'acknowledged' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'finding-resolved' } });
    expect(answer.body.detail).toMatch(/resolved at 2026-11-22T12:01.*fixed.*the next evaluation reopens it/);
  });
});

describe('a moved finding', () => {
  it('keeps its state across runs until it is resolved', async () => {
    const key = await keyOf(person4);
    await move(key, { to: 'muted', reason: 'leaves', until: inDays(20) });
    for (const state of ['muted', 'muted'] as const) {
      db.table.clock.advanceSeconds(3600);
      await book.judge(1, weak);
      expect(await get(key)).toMatchObject({ state, moveReason: 'leaves' });
    }
    await book.judge(1, { 'conditional-access': [] });
    expect(await get(key)).toMatchObject({ state: 'resolved', resolvedReason: 'fixed', until: null, moveReason: null });
    db.table.clock.advanceSeconds(3600);
    await book.judge(1, weak);
    const { state, isNew, history } = await get(key);
    expect({ state, isNew }).toEqual({ state: 'open', isNew: true });
    expect(history.map(({ event }: { event: string }) => event)).toEqual(['opened', 'moved', 'resolved', 'reopened']);
  });

  it.each(['muted', 'risk-accepted'])('is open again when its %s state expires, with or without a run', async (to) => {
    const id = 'mfa.enforced-for-all-users';
    const key = await keyOf(id);
    const before = await seen(id);
    const approver = to === 'muted' ? {} : { approver: 'Ada' };
    await move(key, { to, reason: 'x', until: inDays(2), ...approver });
    const end = inDays(2);
    db.table.clock.advanceSeconds(2 * 86_400 - 1);
    expect(await seen(id)).toMatchObject(notListed);
    db.table.clock.advanceSeconds(1);
    const [lists, finding] = [await seen(id), await get(key)];
    expect(lists).toEqual(before);
    expect(finding).toMatchObject({ state: 'open', reopenedAt: end, isNew: true, until: null, approver: null });
    db.table.clock.advanceSeconds(600);
    expect((await book.judge(1, weak)).result).toMatchObject({ reopened: 1, opened: 0, resolved: 0 });
    expect(await seen(id)).toEqual(lists);
    const after = await get(key);
    expect({ ...after, lastSeenAt: '', surfaces: {}, dataAsOf: '' }).toEqual({
      ...finding,
      lastSeenAt: '',
      surfaces: {},
      dataAsOf: '',
    });
    expect(await book.ports.rows.reopenedByExpiry(book.scope)).toEqual([]);
    db.table.clock.advanceSeconds(600);
    expect((await book.judge(1, weak)).result).toMatchObject({ reopened: 0, unchanged: 5 });
  });

  it('can be moved after expiry, and the expiry stays in the history', async () => {
    const id = 'mfa.enforced-for-all-users';
    const key = await keyOf(id);
    await move(key, { to: 'muted', reason: 'x', until: inDays(1) });
    db.table.clock.advanceSeconds(2 * 86_400);
    const { body } = await move(key, { to: 'in-progress' });
    expect(body.history.map(({ event }: { event: string }) => event)).toEqual(['opened', 'moved', 'reopened', 'moved']);
    expect(await seen(id)).toMatchObject(counted);
  });
});

describe('a concurrent move and run', () => {
  /** Moves the finding once, between the judgment of the run and its write. */
  const once = (change: () => Promise<unknown>) => {
    let done = false;
    return async () => {
      if (!done) {
        done = true;
        await change();
      }
    };
  };

  it('keep both changes of a finding that the run writes', async () => {
    const key = await keyOf(person4);
    db.table.clock.advanceSeconds(60);
    const worse = {
      ...weak,
      'mfa-registrations': [1, 2, 3, 4, 5].map((number) =>
        registration(number, { isCapable: number !== 4, methods: ['email'] }),
      ),
    };
    await book.judge(
      1,
      worse,
      {},
      once(() => move(key, { to: 'acknowledged', reason: 'seen' })),
    );
    expect(await get(key)).toMatchObject({ state: 'acknowledged', evidence: { methods: ['email'] } });
    expect(await seen(person4)).toMatchObject(counted);
  });

  it('keep the move of a finding that the run does not write', async () => {
    const key = await keyOf(person4);
    db.table.clock.advanceSeconds(60);
    const more = { ...weak, 'secure-score': [scoreDay('2026-11-22', 40), scoreControl('A')] };
    const { result } = await book.judge(
      1,
      more,
      {},
      once(() => move(key, { to: 'muted', reason: 'x', until: inDays(5) })),
    );
    expect(result).toMatchObject({ opened: 1 });
    expect(await seen(person4)).toMatchObject({ ...notListed, open: { critical: 3, high: 2, medium: 0 } });
    expect(await seen('secure-score.control-implemented')).toMatchObject(counted);
  });

  it('leave a finding resolved that the run resolves in the meantime', async () => {
    const key = await keyOf(person4);
    const fixed = { 'conditional-access': [] };
    const rows = book.deps.rows;
    const slow = apiCaller(
      contract,
      { transitionFinding, transitionFindings },
      {
        ...book.deps,
        rows: {
          ...rows,
          ofTenant: async (...asked: Parameters<typeof rows.ofTenant>) => {
            const read = await rows.ofTenant(...asked);
            await resolve();
            return read;
          },
        },
      },
    );
    const resolve = once(() => book.judge(1, fixed));
    const answer = await slow({
      as: caller('member', { msp }),
      route: 'POST /v1/findings/{findingKey}/transitions',
      params: { findingKey: key },
      body: { to: 'acknowledged' },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'finding-resolved' } });
    expect(await get(key)).toMatchObject({ state: 'resolved' });
    const rowsOfAudit = await auditLog(db.table).newest(book.scope, { limit: 2 });
    expect(rowsOfAudit.map(({ outcome }) => outcome)).toEqual(['failed', 'requested']);
  });

  it('count both moves if two people move two findings', async () => {
    const keys = await Promise.all([keyOf(person4), keyOf('mfa.enforced-for-all-users')]);
    const answers = await Promise.all(
      keys.map((key) => move(key, { to: 'muted', reason: 'both at once', until: inDays(5) })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await seen(person4)).toMatchObject({ ...notListed, open: { critical: 2, high: 1, medium: 0 } });
  });
});
