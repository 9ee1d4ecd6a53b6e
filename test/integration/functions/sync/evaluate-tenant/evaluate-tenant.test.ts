import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '#shared/findings/define-finding.ts';
import { coverageHolds } from '#shared/findings/mfa/coverage-holds/finding.ts';
import { proveCoverage } from '#shared/posture/conditional-access/prove-coverage.ts';
import { signInSnapshot } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { tenantNumber } from '#test/support/numbered-msps.ts';
import { needsAccess, registration, scoreControl, scoreDay } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let msps = 100;
const start = '2026-11-22T12:00:00.000Z';
const newBook = async (findings?: readonly Finding[]): Promise<JudgedBook> => {
  db.table.clock.moveTo(start);
  msps += 1;
  const book = judgedBook(db.table, msps, findings);
  await book.connect(1, 'Acme', 'acme.example');
  return book;
};
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const unprotected = { 'conditional-access': [] } as const;
const rowOf = async (book: JudgedBook, findingId: string) =>
  (await book.ports.rows.ofTenant(book.scope, tenantNumber(1))).find((row) => row.findingId === findingId);

describe('evaluating a tenant', () => {
  it('opens failing findings and stores no row for passing ones', async () => {
    const book = await newBook();
    const { result } = await book.judge(1, unprotected);
    expect(result).toEqual({ opened: 4, resolved: 0, reopened: 0, unchanged: 0 });
    const open = (await book.ports.rows.ofTenant(book.scope, tenantNumber(1))).map(({ findingId }) => findingId);
    expect(open.toSorted()).toEqual([
      'conditional-access.baseline-present',
      'conditional-access.legacy-auth-blocked',
      'mfa.enforced-for-admins',
      'mfa.enforced-for-all-users',
    ]);
  });

  it('writes nothing when repeated', async () => {
    const book = await newBook();
    const { judgeAgain } = await book.judge(1, {
      ...unprotected,
      'secure-score': [scoreDay('2026-11-22', 40), scoreControl('A')],
    });
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    db.table.clock.advanceSeconds(60);
    expect(await judgeAgain()).toMatchObject({ opened: 0, resolved: 0, reopened: 0, unchanged: 5 });
    expect(await itemsOfMsp(db.table, book.scope.mspId)).toEqual(before);
  });

  it('writes only the daily numbers on the next day if nothing changed', async () => {
    const book = await newBook();
    const { judgeAgain } = await book.judge(1, unprotected);
    const keyOf = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`;
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    const known = new Set(before.map(keyOf));
    db.table.clock.advanceSeconds(24 * 3600);
    await judgeAgain();
    const after = await itemsOfMsp(db.table, book.scope.mspId);
    const added = after.filter((item) => !known.has(keyOf(item)));
    expect(added).toMatchObject([
      { sk: 'SIGNALS#2026-11-23', numbers: { users: { enforced: 0 } }, coverageChanges: [] },
    ]);
    expect(after.filter((item) => known.has(keyOf(item)))).toEqual(before);
  });

  it('resolves a fixed finding, and reopens it with the original firstSeenAt', async () => {
    const book = await newBook();
    await book.judge(1, unprotected);
    db.table.clock.advanceSeconds(3600);
    expect((await book.judge(1)).result).toMatchObject({ resolved: 4 });
    db.table.clock.advanceSeconds(3600);
    expect((await book.judge(1, unprotected)).result).toMatchObject({ opened: 0, reopened: 4 });
    const row = await rowOf(book, 'mfa.enforced-for-all-users');
    expect(row).toMatchObject({ state: 'open', firstSeenAt: start, reopenedAt: '2026-11-22T14:00:00.000Z' });
    const history = await book.ports.history.ofFinding(book.scope, row?.findingKey ?? '');
    expect(history.map(({ event, at }) => [event, at])).toEqual([
      ['opened', start],
      ['resolved', '2026-11-22T13:00:00.000Z'],
      ['reopened', '2026-11-22T14:00:00.000Z'],
    ]);
  });

  it('marks findings stale if their surface could not be read, and resolves nothing', async () => {
    const book = await newBook();
    await book.judge(1, {
      'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 4 })),
    });
    const unread = { 'mfa-registrations': { ...needsAccess, needs: ['AuditLog.Read.All'] } };
    expect((await book.judge(1, {}, unread)).result).toMatchObject({ resolved: 0, unchanged: 1 });
    expect(await rowOf(book, 'mfa.every-user-capable')).toMatchObject({ state: 'open', stale: true });
    const verdicts = await book.ports.verdicts.ofTenant(book.scope, tenantNumber(1));
    expect(verdicts?.items.find(({ findingId }) => findingId === 'mfa.every-user-capable')).toMatchObject({
      verdict: 'unknown',
    });
  });

  it('reports each proof that its checker refused, by ids alone', async () => {
    msps += 1;
    const refusing = (posture: Posture) => proveCoverage(signInSnapshot(posture), () => 'a planted fault');
    const book = judgedBook(db.table, msps, undefined, refusing);
    await book.connect(1, 'Acme', 'acme.example');
    const { run } = await book.judge(1);
    const { mspId, tenantId, runId } = run;
    expect(book.refused).toContainEqual({ mspId, tenantId, runId, claimId: 'mfa-everywhere', classId: 'class-1' });
  });

  it('reports no proof where the checker refuses none', async () => {
    const book = await newBook();
    await book.judge(1);
    expect(book.refused).toEqual([]);
  });

  it('throws and writes nothing after a newer run has acquired the lease', async () => {
    const book = await newBook();
    const first = await book.judge(1, unprotected);
    await book.judge(1);
    const before = await itemsOfMsp(db.table, book.scope.mspId);
    db.table.clock.advanceSeconds(24 * 3600);
    await expect(first.judgeAgain()).rejects.toMatchObject({ code: 'Fenced' });
    expect(await itemsOfMsp(db.table, book.scope.mspId)).toEqual(before);
  });

  it('stores one signal a day, the last one', async () => {
    const book = await newBook();
    await book.judge(1, { 'secure-score': [scoreDay('2026-11-22', 40)] });
    await book.judge(1, { 'secure-score': [scoreDay('2026-11-22', 55)] });
    db.table.clock.advanceSeconds(24 * 3600);
    await book.judge(1, { 'secure-score': [scoreDay('2026-11-23', 60)] });
    const kept = await book.ports.signals.ofTenant(book.scope, tenantNumber(1));
    expect(kept.map(({ on, numbers }) => [on, numbers.secureScore?.current])).toEqual([
      ['2026-11-22', 55],
      ['2026-11-23', 60],
    ]);
    db.table.clock.moveTo('2027-12-25T00:00:00.000Z');
    expect(await book.ports.signals.ofTenant(book.scope, tenantNumber(1))).toEqual([]);
  });

  it('stores more findings than fit into one transaction', async () => {
    const book = await newBook();
    const controls = Array.from({ length: 130 }, (_, at) => scoreControl(`control-${at}`));
    const { result } = await book.judge(1, { 'secure-score': [scoreDay('2026-11-22', 40), ...controls] });
    expect(result.opened).toBe(130);
    const rows = await book.ports.rows.ofTenant(book.scope, tenantNumber(1));
    expect(rows).toHaveLength(130);
    const histories = await Promise.all(
      rows.map(({ findingKey }) => book.ports.history.ofFinding(book.scope, findingKey)),
    );
    expect(histories.every((history) => history.length === 1)).toBe(true);
  });

  it('shows nothing to another MSP', async () => {
    const book = await newBook();
    await book.judge(1, unprotected);
    const stranger = judgedBook(db.table, msps + 500);
    const row = await rowOf(book, 'mfa.enforced-for-all-users');
    expect(await stranger.ports.rows.ofTenant(stranger.scope, tenantNumber(1))).toEqual([]);
    expect(await stranger.ports.rows.byKey(stranger.scope, row?.findingKey ?? '')).toBeUndefined();
    expect(await stranger.ports.history.ofFinding(stranger.scope, row?.findingKey ?? '')).toEqual([]);
    expect(await stranger.ports.summaries.ofMsp(stranger.scope)).toEqual([]);
    expect(await stranger.ports.verdicts.ofTenant(stranger.scope, tenantNumber(1))).toBeUndefined();
    expect(await stranger.ports.signals.ofTenant(stranger.scope, tenantNumber(1))).toEqual([]);
    for await (const _row of stranger.ports.rows.worstFirst(stranger.scope)) throw new Error('saw another MSP');
  });

  const capable = (...numbers: number[]) => ({
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: numbers.includes(number) })),
  });
  const oneDay = 24 * 3600;

  it('opens drift for each signal that fell since yesterday, with the people behind it', async () => {
    const book = await newBook([coverageHolds]);
    await book.judge(1);
    expect(await rowOf(book, 'mfa.coverage-holds')).toBeUndefined();
    db.table.clock.advanceSeconds(oneDay);
    const { judgeAgain } = await book.judge(1, capable(1, 2, 3, 4));
    expect(await rowOf(book, 'mfa.coverage-holds')).toMatchObject({
      state: 'open',
      verdict: 'warn',
      severity: 'high',
      subject: { kind: 'signal', id: 'mfa-capable-percent' },
      reason:
        'The share of users who can use multi-factor authentication has fallen from 100% to 80% since November 23, 2026, because of Person 5; no change in the audit log explains it.',
    });
    expect(await judgeAgain()).toMatchObject({ opened: 0, resolved: 0 });
    expect(book.published).toMatchObject([
      {
        type: 'drift.opened',
        detail: {
          mspId: book.scope.mspId,
          tenantId: tenantNumber(1),
          findingId: 'mfa.coverage-holds',
          signal: 'mfa-capable-percent',
          severity: 'high',
          from: { on: '2026-11-22', percent: 100 },
          to: { on: '2026-11-23', percent: 80 },
        },
      },
    ]);
    expect(JSON.stringify(book.published)).not.toContain('Person 5');
  });

  it('keeps drift open for weeks, and resolves it when the level is back', async () => {
    const book = await newBook([coverageHolds]);
    await book.judge(1);
    db.table.clock.advanceSeconds(oneDay);
    await book.judge(1, capable(1, 2, 3, 4));
    db.table.clock.advanceSeconds(30 * oneDay);
    await book.judge(1, capable(1, 2, 3, 4));
    expect(await rowOf(book, 'mfa.coverage-holds')).toMatchObject({
      state: 'open',
      evidence: { from: { on: '2026-11-22', percent: 100 }, since: '2026-11-23', causesTotal: 1 },
    });
    await book.judge(1, capable(1, 2, 3, 4, 5));
    expect(await rowOf(book, 'mfa.coverage-holds')).toMatchObject({ state: 'resolved', resolvedReason: 'fixed' });
    await book.judge(1, capable(1, 2, 3, 4));
    expect((await rowOf(book, 'mfa.coverage-holds'))?.state).toBe('resolved');
  });

  it('marks drift stale while the registrations cannot be read', async () => {
    const book = await newBook([coverageHolds]);
    await book.judge(1);
    db.table.clock.advanceSeconds(oneDay);
    await book.judge(1, capable(1, 2, 3, 4));
    await book.judge(1, capable(1, 2, 3, 4), { 'mfa-registrations': needsAccess });
    expect(await rowOf(book, 'mfa.coverage-holds')).toMatchObject({ state: 'open', stale: true });
  });
});
