import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { CoverageChange } from './coverage-changes.ts';
import type { CoverageMeasure } from './coverage-measures.ts';
import type { DayValue, DriftDay } from './drift.ts';

/** A signal of MFA coverage that fell, and the changes that lowered it. */
export interface CoverageFall {
  /** The last day at the value before the fall. */
  readonly from: DayValue;
  readonly to: DayValue;
  /** The first known day after `from`. */
  readonly since: string;
  /** In percentage points, rounded to one decimal. */
  readonly points: number;
  /** The changes that lowered the signal, oldest first. */
  readonly causes: readonly CoverageChange[];
  /** The changes of policies since `from`, whatever they did. */
  readonly policyChanges: readonly CoverageChange[];
}

/** A fall within this many days is drift. A slower one is a new normal state. */
const fallDays = 7;
/** A smaller fall is not reported. */
const leastFall = 5;
/** The level is back if less than this is missing. */
const leastMissing = 1;

const pointsBetween = (high: number, low: number): number => Math.round((high - low) * 10) / 10;

/** The first day that a fall up to this day is measured against. */
export const firstFallDay = (today: string): string => dateOf(addDays(new Date(today), -fallDays));

/** The last day at the highest value; the value before an earlier fall counts as such a day. */
const highest = (values: readonly DayValue[]): DayValue | undefined => {
  const most = Math.max(...values.map(({ percent }) => percent));
  return values.findLast(({ percent }) => percent === most);
};

/**
 * The fall of a signal up to the last of these days, which are in order. It is new if the signal lost `leastFall`
 * points within `fallDays`, and it lasts until the signal is back at the level before it, however long that takes.
 */
export const fallOf = (
  measure: CoverageMeasure,
  days: readonly DriftDay[],
  before: DayValue | undefined,
): CoverageFall | undefined => {
  const today = days.at(-1);
  const percent = today === undefined ? null : measure.of(today.numbers);
  if (today === undefined || percent === null) return undefined;
  const known = days.slice(0, -1).flatMap(({ on, numbers }): DayValue[] => {
    const value = measure.of(numbers);
    return value === null ? [] : [{ on, percent: value }];
  });
  const recent = highest(known.filter(({ on }) => on >= firstFallDay(today.on)));
  const isFallen = recent !== undefined && pointsBetween(recent.percent, percent) >= leastFall;
  const isStillMissing = before !== undefined && pointsBetween(before.percent, percent) >= leastMissing;
  const from = highest([...(isStillMissing ? [before] : []), ...(isFallen ? [recent] : [])]);
  if (from === undefined) return undefined;
  const changes = days.filter(({ on }) => on > from.on).flatMap(({ coverageChanges }) => coverageChanges);
  return {
    from,
    to: { on: today.on, percent },
    since: known.find(({ on }) => on > from.on)?.on ?? today.on,
    points: pointsBetween(from.percent, percent),
    causes: changes.filter((change) => measure.effectOf(change) === 'worse'),
    policyChanges: changes.filter(({ subject }) => subject.kind === 'policy'),
  };
};
