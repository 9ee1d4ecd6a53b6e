import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract as bookContract } from '#functions/api/book/contract.ts';
import { getBookFinding } from '#functions/api/book/get-book-finding.ts';
import { listBookCustomers } from '#functions/api/book/list-book-customers.ts';
import { listBookFindings } from '#functions/api/book/list-book-findings.ts';
import { listBookSignals } from '#functions/api/book/list-book-signals.ts';
import { contract } from '#functions/api/transitions/contract.ts';
import { transitionFinding } from '#functions/api/transitions/transition-finding.ts';
import { transitionFindings } from '#functions/api/transitions/transition-findings.ts';
import { completeAudit } from '#functions/operations/complete-audit/complete-audit.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { eraseNotes } from '#shared/store/erase-notes.ts';
import { memberEntity } from '#shared/store/member-record.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { contestedAuditLog } from '#test/support/contested-audit-log.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, tenantNumber } from '#test/support/numbered-msps.ts';
import { registration, users } from '#test/support/posture-facts.ts';

const start = '2026-11-22T12:00:00.000Z';
const useCases = { transitionFinding, transitionFindings };
const route = 'POST /v1/findings/transitions';

let db: TestDynamoDb;
let msp = 700;
let book: JudgedBook;
let acme: CustomerId;
let technician: MemberScope;

/** None of these people can use MFA, except one whose number is given. */
const people = (count: number, capable = 0) => ({
  users: users(count),
  'conditional-access': [],
  'mfa-registrations': Array.from({ length: count }, (_none, at) =>
    registration(at + 1, { isCapable: at + 1 === capable }),
  ),
});

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());
beforeEach(async () => {
  db.table.clock.moveTo(start);
  msp += 10;
  technician = caller('member', { msp, member: 7 });
  book = judgedBook(db.table, msp);
  acme = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.judge(1, people(5));
});

const rowsOf = (of: JudgedBook, tenant = 1) => of.ports.rows.ofTenant(of.scope, tenantNumber(tenant));
const keysOf = async (of = book, tenant = 1) => (await rowsOf(of, tenant)).map(({ findingKey }) => findingKey);
const send = (body: unknown, as = technician, deps: object = {}) =>
  apiCaller(contract, useCases, { ...book.deps, ...deps })({ as, route, body });
const moveOne = (findingKey: string, body: unknown, deps: object = {}) =>
  apiCaller(contract, useCases, { ...book.deps, ...deps })({
    as: technician,
    route: 'POST /v1/findings/{findingKey}/transitions',
    params: { findingKey },
    body,
  });
const join = (memberId: MemberScope['memberId'], email: string) =>
  memberEntity(db.table)
    .put({
      mspId: technician.mspId,
      memberId,
      email,
      role: 'member',
      state: 'active',
      invitedAt: start,
      joinedAt: start,
      identityHash: null,
      codeHash: null,
      revision: 1,
    })
    .go();

/** The outcomes in the audit log, oldest first. */
const outcomesOf = async (findingKey: string) =>
  (await auditLog(db.table).newest(book.scope, { limit: 200, memberId: technician.memberId }))
    .filter(({ target }) => target === findingKey)
    .map(({ outcome }) => outcome)
    .toReversed();
/** The findings are read again to be written. Something else happens before that, once. */
const beforeRereading = (change: () => Promise<unknown>) => {
  let reads = 0;
  const { rows } = book.deps;
  const ofTenant: typeof rows.ofTenant = async (...of) => {
    reads += 1;
    if (reads === 2) await change();
    return rows.ofTenant(...of);
  };
  return { ...rows, ofTenant };
};
/** Another writer keeps the head of the audit log from the moment when the findings are written. */
const contestedOnceWritten = () => {
  const { audit, begin, end } = contestedAuditLog(db.table, book.scope);
  const writeTransition: typeof book.deps.writeTransition = async (...written) => {
    await book.deps.writeTransition(...written);
    begin();
  };
  return { audit, end, writeTransition };
};
/** Completes the audit log, and returns the last outcome of each finding. */
const lastOutcomes = (keys: readonly string[]) => async () => {
  const audit = auditLog(db.table);
  db.table.clock.advanceSeconds(61);
  await completeAudit({}, { msps: { all: async () => [book.scope] }, audit, measure: () => {}, clock: db.table.clock });
  return Promise.all(keys.map(async (key) => (await outcomesOf(key)).at(-1)));
};

const invalid: readonly (readonly [body: object, pointer: string])[] = [
  [{ to: 'open' }, '/findingKeys'],
  [{ findingKeys: ['a'], filter: {}, to: 'open' }, '/findingKeys'],
  [{ findingKeys: [], to: 'open' }, '/findingKeys'],
  [{ findingKeys: ['a'] }, '/to'],
  [{ findingKeys: ['a'], to: 'muted', until: '2026-12-24' }, '/reason'],
  [{ findingKeys: ['a'], to: 'muted', reason: 'x', until: '2030-12-24' }, '/until'],
  [{ filter: { color: 'red' }, to: 'open' }, '/filter/color'],
  [{ filter: { state: ['resolved'] }, to: 'open' }, '/filter/state/0'],
  [{ filter: { area: ['unknown'] }, to: 'open' }, '/filter/area/0'],
  [{ findingKeys: ['a'], assigneeId: caller('member', { member: 99 }).memberId }, '/assigneeId'],
  [{ findingKeys: ['a'], ticket: { system: 'x', id: '1', url: 'http://psa.example/1' } }, '/ticket/url'],
  [{ findingKeys: ['a'], ticket: { system: 'x', id: '1', url: 'javascript:alert(1)' } }, '/ticket/url'],
  [{ findingKeys: ['a'], note: '' }, '/note'],
];

describe('POST /v1/findings/transitions', () => {
  it('moves each finding by its key, with two audit rows each and the counts of the book', async () => {
    const keys = await keysOf();
    const { status, body } = await send({ findingKeys: keys, to: 'muted', reason: 'project', until: '2026-12-24' });
    expect(status).toBe(200);
    expect(body.items).toEqual(keys.map((findingKey) => ({ findingKey, outcome: 'moved', detail: null })));
    expect(body.counts).toMatchObject({ moved: keys.length, conflict: 0 });
    for (const row of await rowsOf(book)) expect(row).toMatchObject({ state: 'muted', moveReason: 'project' });
    const summary = await book.ports.summaries.ofTenant(book.scope, tenantNumber(1));
    expect(Object.values(summary?.findings ?? {}).reduce((sum, tally) => sum + tally.subjectsAffected, 0)).toBe(0);
    const audit = await auditLog(db.table).newest(book.scope, { limit: 200 });
    expect(audit).toHaveLength(2 * keys.length);
    for (const key of keys)
      expect(audit.filter(({ target }) => target === key).map(({ outcome }) => outcome)).toEqual(['done', 'requested']);
    expect(await auditLog(db.table).verify(book.scope, [])).toMatchObject({ brokenAt: null });
  });

  it('answers a foreign, an unknown and a malformed key alike, and stores nothing for them', async () => {
    const other = judgedBook(db.table, msp + 1);
    await other.connect(1, 'Other', 'other.example');
    await other.connect(2, 'Other Two', 'two.example');
    await other.judge(1, people(5));
    await other.judge(2, people(2));
    const [own = ''] = await keysOf();
    const foreign = (await keysOf(other, 2)).at(0) ?? '';
    const before = await itemsOfMsp(db.table, other.scope.mspId);
    const { body } = await send({
      findingKeys: [foreign, 'A'.repeat(50), 'not a key', own, own],
      to: 'acknowledged',
    });
    const notFound = { outcome: 'not-found', detail: 'there is no finding with this key' };
    expect(body.items).toEqual([
      { findingKey: foreign, ...notFound },
      { findingKey: 'A'.repeat(50), ...notFound },
      { findingKey: 'not a key', ...notFound },
      { findingKey: own, outcome: 'moved', detail: null },
    ]);
    expect(await itemsOfMsp(db.table, other.scope.mspId)).toEqual(before);
    const audit = await auditLog(db.table).newest(book.scope, { limit: 200 });
    expect(new Set(audit.map(({ target }) => target))).toEqual(new Set([own]));
  });

  it('answers 1,000 keys of which most are gone', async () => {
    await book.judge(1, people(150));
    const own = await keysOf();
    const missing = Array.from({ length: 1_000 - own.length }, (_none, at) => String(at).padStart(50, 'A'));
    const { status, body } = await send({ findingKeys: [...missing, ...own], to: 'in-progress' });
    expect(status).toBe(200);
    expect(body.counts).toMatchObject({ 'not-found': missing.length, moved: own.length });
    for (const row of await rowsOf(book)) expect(row.state).toBe('in-progress');
    expect(await send({ findingKeys: [...missing, ...own, 'one more'], to: 'open' })).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', pointer: '/findingKeys' }] },
    });
  });

  it('moves what a filter finds, and 404s for a customer of another MSP', async () => {
    const filter = { customerId: acme, findingId: ['mfa.every-user-capable'] };
    const { body } = await send({ filter, to: 'acknowledged' });
    const moved = (await rowsOf(book)).filter(({ state }) => state === 'acknowledged');
    expect(moved.length).toBeGreaterThan(1);
    expect(new Set(moved.map(({ findingId }) => findingId))).toEqual(new Set(filter.findingId));
    expect(new Set(body.items.map(({ findingKey }: { findingKey: string }) => findingKey))).toEqual(
      new Set(moved.map(({ findingKey }) => findingKey)),
    );
    const foreign = await judgedBook(db.table, msp + 2).customer('Foreign', 'foreign.example');
    expect(await send({ filter: { customerId: foreign }, to: 'open' })).toMatchObject({ status: 404 });
  });

  it('says which findings were resolved or as requested already', async () => {
    const keys = await keysOf();
    await send({ findingKeys: [keys[0]], to: 'acknowledged' });
    await book.judge(1);
    const resolved = new Set(
      (await rowsOf(book)).filter(({ state }) => state === 'resolved').map(({ findingKey }) => findingKey),
    );
    expect(resolved.size).toBeGreaterThan(0);
    const { body } = await send({ findingKeys: keys, to: 'acknowledged' });
    for (const { findingKey, outcome, detail } of body.items) {
      expect(outcome === 'resolved').toBe(resolved.has(findingKey));
      if (outcome === 'resolved') expect(detail).toMatch(/the next evaluation reopens it/);
    }
    const repeated = await send({ findingKeys: keys, to: 'acknowledged' });
    expect(repeated.body.counts).toMatchObject({
      moved: 0,
      resolved: resolved.size,
      unchanged: keys.length - resolved.size,
    });
  });

  it('audits as done only what it changed when an evaluation resolves a finding in the meantime', async () => {
    const keys = await keysOf();
    const rows = beforeRereading(() => book.judge(1, people(5, 5)));
    const { body } = await send({ findingKeys: keys, to: 'acknowledged' }, technician, { rows });
    expect(body.counts).toMatchObject({ resolved: 1, moved: keys.length - 1 });
    for (const { findingKey, outcome } of body.items)
      expect(await outcomesOf(findingKey)).toEqual(['requested', outcome === 'moved' ? 'done' : 'failed']);
  });

  it('audits as unchanged what somebody else has moved in the meantime', async () => {
    const keys = await keysOf();
    const [first = ''] = keys;
    const colleague = caller('member', { msp, member: 8 });
    const rows = beforeRereading(() => send({ findingKeys: [first], to: 'acknowledged' }, colleague));
    const { body } = await send({ findingKeys: keys, to: 'acknowledged' }, technician, { rows });
    expect(body.counts).toMatchObject({ unchanged: 1, moved: keys.length - 1 });
    for (const { findingKey } of body.items)
      expect(await outcomesOf(findingKey)).toEqual(['requested', findingKey === first ? 'unchanged' : 'done']);
  });

  it('leaves a transaction whole: a conflict that lasts is the outcome of its findings, audited as failed', async () => {
    const keys = await keysOf();
    const writeTransition = async () => {
      throw new AppError('RecordChanged', 'somebody else was first');
    };
    const { status, body } = await send({ findingKeys: keys, to: 'acknowledged' }, technician, { writeTransition });
    expect([status, body.counts.conflict]).toEqual([200, keys.length]);
    for (const row of await rowsOf(book)) expect(row.state).toBe('open');
    const audit = await auditLog(db.table).newest(book.scope, { limit: 200 });
    expect(audit.filter(({ outcome }) => outcome === 'failed')).toHaveLength(keys.length);
  });

  it('changes nothing where the audit log cannot be written', async () => {
    const keys = await keysOf();
    const audit = {
      append: async () => {
        throw new AppError('AuditUnavailable', 'the log is full');
      },
    };
    const { body } = await send({ findingKeys: keys, to: 'acknowledged' }, technician, { audit });
    expect(body.counts).toMatchObject({ failed: keys.length, moved: 0 });
    for (const row of await rowsOf(book)) expect(row.state).toBe('open');
  });

  it('answers moved when only the outcomes cannot be audited, and they are completed later', async () => {
    const keys = (await keysOf()).slice(0, 3);
    const { audit, end, writeTransition } = contestedOnceWritten();
    const { body } = await send({ findingKeys: keys, to: 'acknowledged' }, technician, { audit, writeTransition });
    expect(body.items).toEqual(keys.map((findingKey) => ({ findingKey, outcome: 'moved', detail: null })));
    const moved = (await rowsOf(book)).filter(({ state }) => state === 'acknowledged');
    expect(moved.map(({ findingKey }) => findingKey).toSorted()).toEqual(keys.toSorted());
    for (const key of keys) expect(await outcomesOf(key)).toEqual(['requested']);
    end();
    await expect.poll(lastOutcomes(keys), { timeout: 15_000 }).toEqual(keys.map(() => 'done'));
    for (const key of keys) expect(await outcomesOf(key)).not.toContain('failed');
    expect(await auditLog(db.table).verify(book.scope, [])).toMatchObject({ brokenAt: null });
  }, 40_000);

  it('refuses an invalid request with pointers and stores nothing', async () => {
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    for (const [body, pointer] of invalid) {
      const answer = await send(body);
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, body: { errors: [{ in: 'body', pointer }] } });
    }
    expect(await itemsOfMsp(db.table, book.scope.mspId)).toEqual(before);
  });

  it('refuses a viewer', async () => {
    expect(await send({ filter: {}, to: 'open' }, caller('viewer', { msp }))).toMatchObject({ status: 403 });
  });
});

describe('POST /v1/findings/{findingKey}/transitions', () => {
  it('answers the moved finding when only its outcome cannot be audited, and it is completed later', async () => {
    const [key = ''] = await keysOf();
    const { audit, end, writeTransition } = contestedOnceWritten();
    const answer = await moveOne(key, { to: 'acknowledged' }, { audit, writeTransition });
    expect(answer).toMatchObject({ status: 200, body: { findingKey: key, state: 'acknowledged' } });
    expect(await outcomesOf(key)).toEqual(['requested']);
    end();
    await expect.poll(lastOutcomes([key]), { timeout: 15_000 }).toEqual(['done']);
  }, 40_000);

  it('audits as unchanged a finding that is as requested', async () => {
    const [key = ''] = await keysOf();
    await send({ findingKeys: [key], to: 'acknowledged' });
    const answer = await moveOne(key, { to: 'acknowledged' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'acknowledged' } });
    expect(await outcomesOf(key)).toEqual(['requested', 'done', 'requested', 'unchanged']);
  });
});

describe('assignee, note and ticket of a finding', () => {
  const note = 'Ann (ann@acme.example) rings back on Friday';
  const ticket = { system: 'Autotask', id: 'T20261122.0007', url: 'https://psa.example/T20261122.0007' };

  it('are shown with the name of the member, and stay out of audit log and history', async () => {
    await join(technician.memberId, 'ada@msp.example');
    const [key = ''] = await keysOf();
    const { body } = await send({ findingKeys: [key], assigneeId: technician.memberId, note, ticket });
    expect(body.counts.moved).toBe(1);
    const { body: finding } = await moveOne(key, { to: 'acknowledged' });
    expect(finding).toMatchObject({
      state: 'acknowledged',
      assigneeId: technician.memberId,
      assigneeName: 'ada@msp.example',
      note,
      ticket,
    });
    expect(finding.history.map(({ event }: { event: string }) => event)).toEqual(['opened', 'edited', 'moved']);
    expect(JSON.stringify(finding.history)).not.toContain('ann@acme.example');
    const audit = await auditLog(db.table).newest(book.scope, { limit: 10 });
    expect(JSON.stringify(audit)).not.toContain('Ann');
  });

  it('survive that the finding is resolved and opens again', async () => {
    const [row] = (await rowsOf(book)).filter(({ findingId }) => findingId === 'mfa.every-user-capable');
    await send({ findingKeys: [row?.findingKey], note: 'lost phone', ticket });
    await book.judge(1);
    db.table.clock.advanceSeconds(3600);
    await book.judge(1, people(5));
    const after = (await rowsOf(book)).find(({ findingKey }) => findingKey === row?.findingKey);
    expect(after).toMatchObject({ state: 'open', note: 'lost phone', ticket });
    expect(after?.reopenedAt).not.toBeNull();
  });

  it('leave every stored item when the person is erased whose address they contain', async () => {
    const keys = await keysOf();
    await send({ findingKeys: keys, note, ticket: { ...ticket, id: 'ANN@acme.example' } });
    expect(JSON.stringify(await itemsOfMsp(db.table, book.scope.mspId))).toContain('ann@acme.example');
    const erase = eraseNotes(db.table, openTenantScope);
    expect(await erase(book.scope, tenantNumber(1), 'ann@acme.example')).toBe(keys.length);
    const items = JSON.stringify(await itemsOfMsp(db.table, book.scope.mspId)).toLowerCase();
    expect(items).not.toContain('ann@acme.example');
    const books = { listBookCustomers, listBookFindings, getBookFinding, listBookSignals };
    const { body } = await apiCaller(
      bookContract,
      books,
      book.deps,
    )({ as: technician, route: 'GET /v1/book/customers' });
    expect(body.items[0].worst).toMatchObject({ note: null, ticket: null });
    expect(await erase(book.scope, tenantNumber(1), 'ann@acme.example')).toBe(0);
  });
});
