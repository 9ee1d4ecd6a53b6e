import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgment } from '#shared/findings/define-finding.ts';
import { applyExpiry } from '#shared/judging/expiry.ts';
import { type FindingRow, isNew, isOpen } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';
import { plainSentence } from '#test/support/plain-sentence.ts';
import { testFinding } from '#test/support/test-finding.ts';

const finding = testFinding();

type Verdicts = Readonly<Record<string, VerdictKind>>;
const outcomeWith = (verdicts: Verdicts, more: Partial<Judgment> = {}): FindingOutcome => ({
  finding,
  verdict: 'fail',
  reason: '',
  assessed: 0,
  isPartial: false,
  judgments: Object.entries(verdicts).map(([id, verdict]) => ({
    subject: { kind: 'user' as const, id, name: id },
    verdict,
    ...plainSentence(`${id} is ${verdict}`),
    ...more,
  })),
});
const outcomeWithout = (verdict: 'unknown' | 'not-applicable'): FindingOutcome => ({ ...outcomeWith({}), verdict });

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const evaluate = (previous: readonly FindingRow[], outcome: FindingOutcome, hour: number) =>
  applyOutcomes(previous, [outcome], {
    tenantId: 't',
    now: at(hour),
    usersInTenant: 4,
    userDomainOf: () => 'acme.example',
    isInBaseline: () => false,
  });
/** Evaluates the outcomes one hour apart. */
const evaluateAll = (...outcomes: FindingOutcome[]) => {
  let rows: readonly FindingRow[] = [];
  return outcomes.map((outcome, hour) => {
    const result = evaluate(rows, outcome, hour);
    rows = result.rows;
    return result;
  });
};
const evaluateToLast = (...outcomes: FindingOutcome[]) => {
  const result = evaluateAll(...outcomes).at(-1);
  if (result === undefined) throw new Error('no outcome was given');
  return result;
};
const events = (...outcomes: FindingOutcome[]) =>
  evaluateAll(...outcomes).flatMap(({ changes }) =>
    changes.flatMap(({ historyEntries }) => historyEntries.map(({ event }) => event)),
  );

describe('the lifecycle of a finding', () => {
  it('opens on warn and fail only', () => {
    const { rows, opened, changes } = evaluateToLast(
      outcomeWith({ a: 'fail', b: 'warn', c: 'pass', d: 'unknown', e: 'not-applicable' }),
    );
    expect(rows.map(({ subject, severity, state }) => [subjectId(subject), severity, state])).toEqual([
      ['a', 'high', 'open'],
      ['b', 'low', 'open'],
    ]);
    expect(opened).toBe(2);
    expect(changes.map(({ historyEntries }) => historyEntries.map(({ event }) => event))).toEqual([
      ['opened'],
      ['opened'],
    ]);
  });

  it.each([
    [true, true, true],
    ['fail', true, false],
    [false, false, false],
  ] as const)('marks rows of a finding with threat %s: a failure %s, a warning %s', (threat, fail, warn) => {
    const outcome = outcomeWith({ a: 'fail', b: 'warn' });
    const { rows } = evaluateToLast({ ...outcome, finding: { ...finding, threat } });
    expect(rows.map((row) => row.threat)).toEqual([fail, warn]);
  });

  it('writes nothing when nothing changed', () => {
    const result = evaluateToLast(outcomeWith({ a: 'fail' }), outcomeWith({ a: 'fail' }));
    expect(result).toMatchObject({ changes: [], opened: 0, resolved: 0, reopened: 0, unchanged: 1 });
  });

  it('resolves as fixed when the verdict passes', () => {
    const { rows, resolved } = evaluateToLast(outcomeWith({ a: 'fail' }), outcomeWith({ a: 'pass' }));
    expect(rows[0]).toMatchObject({ state: 'resolved', resolvedReason: 'fixed', resolvedAt: at(1).toISOString() });
    expect(resolved).toBe(1);
  });

  it.each([outcomeWith({}), outcomeWith({ a: 'not-applicable' }), outcomeWithout('not-applicable')])(
    'resolves as subject-gone when the subject is no longer judged',
    (outcome) => {
      expect(evaluateToLast(outcomeWith({ a: 'fail' }), outcome).rows[0]).toMatchObject({
        state: 'resolved',
        resolvedReason: 'subject-gone',
      });
    },
  );

  it('resolves with the reason of the finding when the subject is absent', () => {
    const agedOut = { ...outcomeWith({}), finding: { ...finding, resolvedReasonWhenAbsent: 'aged-out' as const } };
    expect(evaluateToLast(outcomeWith({ a: 'fail' }), agedOut).rows[0]).toMatchObject({
      state: 'resolved',
      resolvedReason: 'aged-out',
    });
  });

  it('reopens with the same identity, and notes it in the history', () => {
    const outcomes = [outcomeWith({ a: 'fail' }), outcomeWith({ a: 'pass' }), outcomeWith({ a: 'warn' })];
    expect(evaluateToLast(...outcomes).rows[0]).toMatchObject({
      state: 'open',
      severity: 'low',
      firstSeenAt: at(0).toISOString(),
      reopenedAt: at(2).toISOString(),
      resolvedAt: null,
      resolvedReason: null,
    });
    expect(evaluateToLast(...outcomes)).toMatchObject({ reopened: 1, opened: 0 });
    expect(events(...outcomes)).toEqual(['opened', 'resolved', 'reopened']);
  });

  it.each([outcomeWith({ a: 'unknown' }), outcomeWithout('unknown')])(
    'keeps the last verdict and marks it stale when the verdict is unknown',
    (unread) => {
      const result = evaluateToLast(outcomeWith({ a: 'fail' }), unread);
      expect(result.rows[0]).toMatchObject({ state: 'open', verdict: 'fail', stale: true });
      expect(result).toMatchObject({ resolved: 0, unchanged: 1 });
      expect(evaluateToLast(outcomeWith({ a: 'fail' }), unread, unread).changes).toEqual([]);
      expect(evaluateToLast(outcomeWith({ a: 'fail' }), unread, outcomeWith({ a: 'fail' })).rows[0]).toMatchObject({
        stale: false,
        firstSeenAt: at(0).toISOString(),
        reopenedAt: null,
      });
    },
  );

  it('leaves a resolved row unchanged when the verdict is unknown', () => {
    expect(
      evaluateToLast(outcomeWith({ a: 'fail' }), outcomeWith({ a: 'pass' }), outcomeWithout('unknown')).changes,
    ).toEqual([]);
  });

  it('adds a change of verdict to the history, and a change of the reason to the row only', () => {
    expect(events(outcomeWith({ a: 'fail' }), outcomeWith({ a: 'warn' }))).toEqual(['opened', 'changed']);
    const withOtherReason = evaluateToLast(
      outcomeWith({ a: 'fail' }),
      outcomeWith({ a: 'fail' }, plainSentence('another reason')),
    );
    expect(withOtherReason.changes).toMatchObject([
      { row: { reason: 'another reason', lastSeenAt: at(1).toISOString() } },
    ]);
    expect(withOtherReason.changes[0]?.historyEntries).toEqual([]);
  });

  it('ignores the order of keys in the evidence', () => {
    const result = evaluateToLast(
      outcomeWith({ a: 'fail' }, { evidence: { x: 1, y: { p: 1, q: 2 } } }),
      outcomeWith({ a: 'fail' }, { evidence: { y: { q: 2, p: 1 }, x: 1 } }),
    );
    expect(result.changes).toEqual([]);
  });

  it('keeps a state that a person set until the mute expires or the verdict passes', () => {
    const [row] = evaluateToLast(outcomeWith({ a: 'fail' })).rows;
    if (row === undefined) throw new Error('no row');
    const muted: FindingRow = { ...row, state: 'muted', until: at(5).toISOString() };
    expect(evaluate([muted], outcomeWith({ a: 'fail' }), 4)).toMatchObject({ changes: [], unchanged: 1 });
    const expired = applyExpiry({ ...muted, tenantId: 't' }, at(5));
    expect(evaluate([expired], outcomeWith({ a: 'fail' }), 6)).toMatchObject({
      reopened: 1,
      resolved: 0,
      unchanged: 0,
      rows: [{ state: 'open', until: null, reopenedAt: at(5).toISOString() }],
      changes: [{ historyEntries: [{ event: 'reopened', at: at(5).toISOString() }] }],
    });
    expect(evaluate([expired], outcomeWith({ a: 'pass' }), 6)).toMatchObject({
      changes: [{ historyEntries: [{ event: 'reopened' }, { event: 'resolved' }] }],
    });
    expect(evaluate([expired], outcomeWithout('unknown'), 6)).toMatchObject({
      reopened: 1,
      rows: [{ state: 'open', stale: true, until: null }],
    });
    expect(evaluate([muted], outcomeWith({ a: 'pass' }), 4).rows[0]).toMatchObject({ state: 'resolved', until: null });
    const acknowledged: FindingRow = { ...row, state: 'acknowledged', acknowledgedAt: at(1).toISOString() };
    expect(evaluate([acknowledged], outcomeWith({ a: 'fail' }), 2).changes).toEqual([]);
    expect(isOpen(muted)).toBe(false);
    expect(isOpen(acknowledged)).toBe(true);
  });

  it('reopens a muted finding when its severity exceeds the muted one', () => {
    const [row] = evaluateToLast(outcomeWith({ a: 'warn' })).rows;
    if (row === undefined) throw new Error('no row');
    const muted: FindingRow = { ...row, state: 'muted', until: at(20).toISOString(), acceptedSeverity: 'low' };
    expect(evaluate([muted], outcomeWith({ a: 'warn' }, plainSentence('another reason')), 2).rows[0]).toMatchObject({
      state: 'muted',
      reason: 'another reason',
    });
    expect(evaluate([muted], outcomeWith({ a: 'fail' }), 2)).toMatchObject({
      reopened: 1,
      rows: [{ state: 'open', severity: 'high', until: null, acceptedSeverity: null, reopenedAt: at(2).toISOString() }],
      changes: [{ historyEntries: [{ event: 'reopened', reason: 'Worse than when it was muted: a is fail' }] }],
    });
    const milder: FindingRow = { ...muted, acceptedSeverity: 'high' };
    expect(evaluate([milder], outcomeWith({ a: 'fail' }), 2).rows[0]).toMatchObject({
      state: 'muted',
      severity: 'high',
    });
  });

  it('is new for a day after it was opened or reopened, unless it was acknowledged', () => {
    const [row] = evaluateToLast(outcomeWith({ a: 'fail' })).rows;
    if (row === undefined) throw new Error('no row');
    expect(isNew(row, at(23))).toBe(true);
    expect(isNew(row, at(24))).toBe(false);
    expect(isNew({ ...row, reopenedAt: at(20).toISOString() }, at(43))).toBe(true);
    expect(isNew({ ...row, acknowledgedAt: at(1).toISOString(), state: 'acknowledged' }, at(2))).toBe(false);
    expect(isNew({ ...row, state: 'resolved' }, at(2))).toBe(false);
  });

  it('keeps firstSeenAt and consistent counts over any sequence of verdicts', () => {
    const verdict = fc.constantFrom<VerdictKind>('pass', 'warn', 'fail', 'unknown', 'not-applicable');
    const step = fc.dictionary(fc.constantFrom('a', 'b', 'c'), verdict, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let rows: readonly FindingRow[] = [];
        const first = new Map<string, string>();
        for (const [hour, verdicts] of steps.entries()) {
          const unresolved = rows.filter(({ state }) => state !== 'resolved').length;
          const result = evaluate(rows, outcomeWith(verdicts), hour);
          rows = result.rows;
          for (const { subject, firstSeenAt, reopenedAt } of rows) {
            if (!first.has(subjectId(subject))) first.set(subjectId(subject), firstSeenAt);
            expect(firstSeenAt).toBe(first.get(subjectId(subject)));
            expect(reopenedAt === null || reopenedAt > firstSeenAt).toBe(true);
          }
          expect(result.unchanged).toBe(unresolved - result.resolved);
          expect(rows.filter(({ state }) => state !== 'resolved').length).toBe(
            unresolved + result.opened + result.reopened - result.resolved,
          );
          const subjects = Object.keys(verdicts).filter((id) => verdicts[id] === 'fail' || verdicts[id] === 'warn');
          expect(
            rows
              .filter(({ stale, state }) => !stale && state === 'open')
              .map(({ subject }) => subjectId(subject))
              .sort(),
          ).toEqual(subjects.sort());
        }
      }),
    );
  });
});
