import { dateOf } from '#shared/kernel/clock.ts';
import { type CoverageChange, coverageChangesBetween, explainChanges } from './coverage-changes.ts';
import { type CoverageFall, fallOf } from './coverage-fall.ts';
import { type CoverageSignal, coverageMeasures } from './coverage-measures.ts';
import type { CoverageSnapshot } from './coverage-shape.ts';
import { coverageSnapshotOf, mergeSnapshots } from './coverage-snapshot.ts';
import { derived } from './derived.ts';
import { mfaOfPrivileged, mfaOfUsers } from './mfa-numbers.ts';

/** Who counts now, and what changed today. Both are stored at the end of the evaluation. */
export const coverageToday = derived(
  (posture): { readonly snapshot: CoverageSnapshot; readonly changes: CoverageChange[] } => {
    const { snapshot: before, today } = posture.coverage;
    const snapshot = mergeSnapshots(before, coverageSnapshotOf(posture));
    const changes = [...(today?.coverageChanges ?? []), ...coverageChangesBetween(before, snapshot, posture.tenant)];
    return { snapshot, changes: explainChanges(changes, posture.facts('directory-audits')) };
  },
);

/** A signal of MFA coverage today. */
export interface SignalToday {
  readonly signal: CoverageSignal;
  readonly title: string;
  /** Null if it is not known, or if nobody counts. */
  readonly percent: number | null;
  /** Whether nobody counts for it. */
  readonly isEmpty: boolean;
  /** Whether an earlier day is known that it can be compared with. */
  readonly isCompared: boolean;
  readonly fall: CoverageFall | undefined;
}

/** Each signal with its fall. The rows of the audit log that arrived since explain the changes of earlier days. */
export const signalsToday = derived((posture): readonly SignalToday[] => {
  const { daysBefore, valuesBefore } = posture.coverage;
  const log = posture.facts('directory-audits');
  const today = {
    on: dateOf(posture.now),
    numbers: { users: mfaOfUsers(posture), privileged: mfaOfPrivileged(posture), secureScore: null },
    coverageChanges: coverageToday(posture).changes,
  };
  const days = daysBefore.map((day) => ({ ...day, coverageChanges: explainChanges(day.coverageChanges, log) }));
  return coverageMeasures.map((measure) => ({
    signal: measure.signal,
    title: measure.title,
    percent: measure.of(today.numbers),
    isEmpty: measure.outOf(today.numbers) === 0,
    isCompared: days.some(({ numbers }) => measure.of(numbers) !== null),
    fall: fallOf(measure, [...days, today], valuesBefore.get(measure.signal)),
  }));
});
