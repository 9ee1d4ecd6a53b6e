import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineFinding, type Finding, type Judgment } from '#shared/findings/define-finding.ts';
import { applyExpiry } from '#shared/judging/expiry.ts';
import { type FindingRow, isNew, isOpen } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';

const aFinding: Finding = defineFinding({
  id: 'area.state',
  version: 1,
  title: 'A state',
  subject: 'user',
  severity: { fail: 'high', warn: 'low' },
  why: '',
  action: { text: '', url: 'https://example.com' },
  impact: '',
  references: [],
  requires: [],
  judge: () => [],
});

type Said = Readonly<Record<string, VerdictKind>>;
const judged = (said: Said, more: Partial<Judgment> = {}): FindingOutcome => ({
  finding: aFinding,
  verdict: 'fail',
  reason: '',
  assessed: 0,
  judgments: Object.entries(said).map(([id, verdict]) => ({
    subject: { kind: 'user' as const, id, name: id },
    verdict,
    reason: `${id} is ${verdict}`,
    ...more,
  })),
});
const whole = (verdict: 'unknown' | 'not-applicable'): FindingOutcome => ({ ...judged({}), verdict });

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const move = (before: readonly FindingRow[], outcome: FindingOutcome, hour: number) =>
  applyOutcomes(before, [outcome], {
    tenantId: 't',
    now: at(hour),
    usersInTenant: 4,
    userDomainOf: () => 'acme.example',
  });
/** One judgment an hour after the other. */
const live = (...outcomes: FindingOutcome[]) => {
  let rows: readonly FindingRow[] = [];
  return outcomes.map((outcome, hour) => {
    const moves = move(rows, outcome, hour);
    rows = moves.rows;
    return moves;
  });
};
const last = (...outcomes: FindingOutcome[]) => {
  const moves = live(...outcomes).at(-1);
  if (moves === undefined) throw new Error('there was nothing to judge');
  return moves;
};
const events = (...outcomes: FindingOutcome[]) =>
  live(...outcomes).flatMap(({ changes }) =>
    changes.flatMap(({ historyEntries }) => historyEntries.map(({ event }) => event)),
  );

describe('the life of a finding', () => {
  it('begins with a warn or a fail, and with nothing else', () => {
    const { rows, opened, changes } = last(
      judged({ a: 'fail', b: 'warn', c: 'pass', d: 'unknown', e: 'not-applicable' }),
    );
    expect(rows.map(({ subject, severity, state }) => [subject.id, severity, state])).toEqual([
      ['a', 'high', 'open'],
      ['b', 'low', 'open'],
    ]);
    expect(opened).toBe(2);
    expect(changes.map(({ historyEntries }) => historyEntries.map(({ event }) => event))).toEqual([
      ['opened'],
      ['opened'],
    ]);
  });

  it('writes nothing while nothing changes', () => {
    const moves = last(judged({ a: 'fail' }), judged({ a: 'fail' }));
    expect(moves).toMatchObject({ changes: [], opened: 0, resolved: 0, reopened: 0, unchanged: 1 });
  });

  it('resolves by itself when the verdict passes', () => {
    const { rows, resolved } = last(judged({ a: 'fail' }), judged({ a: 'pass' }));
    expect(rows[0]).toMatchObject({ state: 'resolved', resolvedReason: 'fixed', resolvedAt: at(1).toISOString() });
    expect(resolved).toBe(1);
  });

  it.each([judged({}), judged({ a: 'not-applicable' }), whole('not-applicable')])(
    'resolves as subject-gone where it is judged no more',
    (outcome) => {
      expect(last(judged({ a: 'fail' }), outcome).rows[0]).toMatchObject({
        state: 'resolved',
        resolvedReason: 'subject-gone',
      });
    },
  );

  it('says what a subject that is listed no more means, where only what fails is listed', () => {
    const aged = { ...judged({}), finding: { ...aFinding, resolvedReasonWhenAbsent: 'aged-out' as const } };
    expect(last(judged({ a: 'fail' }), aged).rows[0]).toMatchObject({ state: 'resolved', resolvedReason: 'aged-out' });
  });

  it('comes back as the same finding, and its history says reopened', () => {
    const path = [judged({ a: 'fail' }), judged({ a: 'pass' }), judged({ a: 'warn' })];
    expect(last(...path).rows[0]).toMatchObject({
      state: 'open',
      severity: 'low',
      firstSeenAt: at(0).toISOString(),
      reopenedAt: at(2).toISOString(),
      resolvedAt: null,
      resolvedReason: null,
    });
    expect(last(...path)).toMatchObject({ reopened: 1, opened: 0 });
    expect(events(...path)).toEqual(['opened', 'resolved', 'reopened']);
  });

  it.each([judged({ a: 'unknown' }), whole('unknown')])(
    'keeps the last verdict, as stale, where nobody could look',
    (unseen) => {
      const moves = last(judged({ a: 'fail' }), unseen);
      expect(moves.rows[0]).toMatchObject({ state: 'open', verdict: 'fail', stale: true });
      expect(moves).toMatchObject({ resolved: 0, unchanged: 1 });
      expect(last(judged({ a: 'fail' }), unseen, unseen).changes).toEqual([]);
      expect(last(judged({ a: 'fail' }), unseen, judged({ a: 'fail' })).rows[0]).toMatchObject({
        stale: false,
        firstSeenAt: at(0).toISOString(),
        reopenedAt: null,
      });
    },
  );

  it('does not disturb what is resolved where nobody could look', () => {
    expect(last(judged({ a: 'fail' }), judged({ a: 'pass' }), whole('unknown')).changes).toEqual([]);
  });

  it('notes a change of verdict in the history, and a change of words in the row alone', () => {
    expect(events(judged({ a: 'fail' }), judged({ a: 'warn' }))).toEqual(['opened', 'changed']);
    const reworded = last(judged({ a: 'fail' }), judged({ a: 'fail' }, { reason: 'other words' }));
    expect(reworded.changes).toMatchObject([{ row: { reason: 'other words', lastSeenAt: at(1).toISOString() } }]);
    expect(reworded.changes[0]?.historyEntries).toEqual([]);
  });

  it('takes keys of the evidence in any order for the same', () => {
    const moves = last(
      judged({ a: 'fail' }, { evidence: { x: 1, y: { p: 1, q: 2 } } }),
      judged({ a: 'fail' }, { evidence: { y: { q: 2, p: 1 }, x: 1 } }),
    );
    expect(moves.changes).toEqual([]);
  });

  it('keeps what a person moved, until a mute lapses or the verdict passes', () => {
    const [row] = last(judged({ a: 'fail' })).rows;
    if (row === undefined) throw new Error('no row');
    const muted: FindingRow = { ...row, state: 'muted', until: at(5).toISOString() };
    expect(move([muted], judged({ a: 'fail' }), 4)).toMatchObject({ changes: [], unchanged: 1 });
    const ended = applyExpiry({ ...muted, tenantId: 't' }, at(5));
    expect(move([ended], judged({ a: 'fail' }), 6)).toMatchObject({
      ...{ reopened: 1, resolved: 0, unchanged: 0 },
      rows: [{ state: 'open', until: null, reopenedAt: at(5).toISOString() }],
      changes: [{ historyEntries: [{ event: 'reopened', at: at(5).toISOString() }] }],
    });
    expect(move([ended], judged({ a: 'pass' }), 6)).toMatchObject({
      changes: [{ historyEntries: [{ event: 'reopened' }, { event: 'resolved' }] }],
    });
    expect(move([ended], whole('unknown'), 6)).toMatchObject({
      ...{ reopened: 1, rows: [{ state: 'open', stale: true, until: null }] },
    });
    expect(move([muted], judged({ a: 'pass' }), 4).rows[0]).toMatchObject({ state: 'resolved', until: null });
    const seen: FindingRow = { ...row, state: 'acknowledged', acknowledgedAt: at(1).toISOString() };
    expect(move([seen], judged({ a: 'fail' }), 2).changes).toEqual([]);
    expect(isOpen(muted)).toBe(false);
    expect(isOpen(seen)).toBe(true);
  });

  it('holds a mute for what was muted, and for nothing worse', () => {
    const [row] = last(judged({ a: 'warn' })).rows;
    if (row === undefined) throw new Error('no row');
    const muted: FindingRow = { ...row, state: 'muted', until: at(20).toISOString(), acceptedSeverity: 'low' };
    expect(move([muted], judged({ a: 'warn' }, { reason: 'in other words' }), 2).rows[0]).toMatchObject({
      ...{ state: 'muted', reason: 'in other words' },
    });
    expect(move([muted], judged({ a: 'fail' }), 2)).toMatchObject({
      reopened: 1,
      rows: [{ state: 'open', severity: 'high', until: null, acceptedSeverity: null, reopenedAt: at(2).toISOString() }],
      changes: [{ historyEntries: [{ event: 'reopened', reason: 'worse than when it was muted: a is fail' }] }],
    });
    const milder: FindingRow = { ...muted, acceptedSeverity: 'high' };
    expect(move([milder], judged({ a: 'fail' }), 2).rows[0]).toMatchObject({ state: 'muted', severity: 'high' });
  });

  it('is new for a day after it came, or came back, unless somebody acknowledged it', () => {
    const [row] = last(judged({ a: 'fail' })).rows;
    if (row === undefined) throw new Error('no row');
    expect(isNew(row, at(23))).toBe(true);
    expect(isNew(row, at(24))).toBe(false);
    expect(isNew({ ...row, reopenedAt: at(20).toISOString() }, at(43))).toBe(true);
    expect(isNew({ ...row, acknowledgedAt: at(1).toISOString(), state: 'acknowledged' }, at(2))).toBe(false);
    expect(isNew({ ...row, state: 'resolved' }, at(2))).toBe(false);
  });

  it('never loses its first sighting, and counts what it did, whatever is judged', () => {
    const verdict = fc.constantFrom<VerdictKind>('pass', 'warn', 'fail', 'unknown', 'not-applicable');
    const step = fc.dictionary(fc.constantFrom('a', 'b', 'c'), verdict, { noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let rows: readonly FindingRow[] = [];
        const first = new Map<string, string>();
        for (const [hour, said] of steps.entries()) {
          const standing = rows.filter(({ state }) => state !== 'resolved').length;
          const moves = move(rows, judged(said), hour);
          rows = moves.rows;
          for (const { subject, firstSeenAt, reopenedAt } of rows) {
            if (!first.has(subject.id)) first.set(subject.id, firstSeenAt);
            expect(firstSeenAt).toBe(first.get(subject.id));
            expect(reopenedAt === null || reopenedAt > firstSeenAt).toBe(true);
          }
          expect(moves.unchanged).toBe(standing - moves.resolved);
          expect(rows.filter(({ state }) => state !== 'resolved').length).toBe(
            standing + moves.opened + moves.reopened - moves.resolved,
          );
          const subjects = Object.keys(said).filter((id) => said[id] === 'fail' || said[id] === 'warn');
          expect(
            rows
              .filter(({ stale, state }) => !stale && state === 'open')
              .map(({ subject }) => subject.id)
              .sort(),
          ).toEqual(subjects.sort());
        }
      }),
    );
  });
});
