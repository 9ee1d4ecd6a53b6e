import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextBaseline, noBaseline } from '#shared/judging/baseline.ts';
import { isNew } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import { baselinesOf, verdictsOf } from '#shared/judging/summary.ts';
import type { TenantVerdicts } from '#shared/judging/tenant-summary.ts';
import { addDays, addSeconds } from '#shared/kernel/clock.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { plainSentence } from '#test/support/plain-sentence.ts';
import { now, posture } from '#test/support/posture-facts.ts';
import { testFinding } from '#test/support/test-finding.ts';

const finding = testFinding({ requires: ['inbox-rules'] });
const user = (number: number) => ({ kind: 'user', id: `user-${number}`, name: `User ${number}` }) as const;
const outcome = (failing: readonly number[], changed: Partial<FindingOutcome> = {}): FindingOutcome => ({
  finding,
  verdict: failing.length > 0 ? 'fail' : 'pass',
  reason: '',
  judgments: failing.map((number) => ({ subject: user(number), verdict: 'fail', ...plainSentence('fails') })),
  assessed: 3,
  isPartial: false,
  ...changed,
});
const unread = outcome([], { verdict: 'unknown', assessed: 0 });
const at = (date: Date): Posture => ({ ...posture(), now: date });

/** Evaluates one outcome an hour, and returns whether each user's finding is new after it. */
const evaluated = (outcomes: readonly FindingOutcome[], from = now) => {
  let verdicts: TenantVerdicts | undefined;
  let rows: ReturnType<typeof applyOutcomes>['rows'] = [];
  outcomes.forEach((each, hour) => {
    const read = at(addSeconds(from, hour * 3600));
    const baselineOf = baselinesOf(verdicts);
    rows = applyOutcomes(rows, [each], {
      tenantId: 't',
      now: read.now,
      usersInTenant: 3,
      userDomainOf: () => null,
      isInBaseline: (findingId) => !baselineOf(findingId).isComplete,
    }).rows;
    verdicts = verdictsOf([each], read, verdicts);
  });
  const end = addSeconds(from, (outcomes.length - 1) * 3600);
  return Object.fromEntries(rows.map((row) => [row.subject.name, isNew(row, end)]));
};

describe('what is new', () => {
  it('is nothing that the first complete reading found', () => {
    expect(evaluated([outcome([1, 2])])).toEqual({ 'User 1': false, 'User 2': false });
  });

  it('is what appears after it, for 24 hours', () => {
    const later = [outcome([1]), outcome([1, 2])];
    expect(evaluated(later)).toEqual({ 'User 1': false, 'User 2': true });
    expect(evaluated([...later, ...Array.from({ length: 25 }, () => outcome([1, 2]))])).toEqual({
      'User 1': false,
      'User 2': false,
    });
  });

  it('is nothing while readings are partial or fail, until one is complete', () => {
    const partial = outcome([1], { isPartial: true });
    expect(evaluated([unread, partial, outcome([1, 2]), outcome([1, 2, 3])])).toEqual({
      'User 1': false,
      'User 2': false,
      'User 3': true,
    });
  });

  it('is what is found after an outage, because the baseline stays complete', () => {
    expect(evaluated([outcome([1]), unread, outcome([1, 2])])).toEqual({ 'User 1': false, 'User 2': true });
  });

  it('is what comes back after it was resolved, also when the baseline had found it', () => {
    expect(evaluated([outcome([1]), outcome([]), outcome([1])])).toEqual({ 'User 1': true });
  });
});

describe('the baseline of a finding', () => {
  const partial = outcome([1], { isPartial: true });

  it('ends after seven days when something can never be read', () => {
    const first = nextBaseline(noBaseline, partial, at(now));
    expect(first).toEqual({ since: now.toISOString(), isComplete: false });
    expect(nextBaseline(first, partial, at(addDays(now, 6))).isComplete).toBe(false);
    expect(nextBaseline(first, partial, at(addDays(now, 7))).isComplete).toBe(true);
  });

  it('does not begin before anything was judged', () => {
    expect(nextBaseline(noBaseline, unread, at(now))).toEqual(noBaseline);
  });

  it('stays complete, whatever is read later', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(outcome([]), outcome([1]), partial, unread)), (outcomes) => {
        let baseline = nextBaseline(noBaseline, outcome([]), at(now));
        for (const each of outcomes) baseline = nextBaseline(baseline, each, at(now));
        expect(baseline.isComplete).toBe(true);
      }),
    );
  });
});
