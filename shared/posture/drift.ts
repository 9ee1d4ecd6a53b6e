import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CoverageChange } from './coverage-changes.ts';
import { type CoverageMeasure, coverageMeasures } from './coverage-measures.ts';
import type { TenantNumbers } from './tenant-numbers.ts';

/** A stored day: the numbers, and the changes that explain them. */
export interface DriftDay {
  readonly on: string;
  readonly numbers: TenantNumbers;
  readonly coverageChanges: readonly CoverageChange[];
}

/** A signal as of one day. */
export const DayValue = z.object({ on: CalendarDate, percent: z.number() });
export type DayValue = z.output<typeof DayValue>;

/** How a number changed, since when, and why. */
export const DriftStory = z.object({
  signal: z.string(),
  direction: z.enum(['worse', 'better']),
  /** The last day at the value before the change. */
  from: DayValue,
  /** The newest day with a known value. */
  to: DayValue,
  /** The first day after `from`. */
  since: CalendarDate,
  /** The changes in this direction, oldest first; the first of `causesTotal`. */
  causes: z.array(CoverageChange),
  causesTotal: z.int().nonnegative(),
  /** The whole change as a sentence. */
  story: z.string(),
});
DriftStory.register(z.globalRegistry, { id: 'DriftStory', description: 'Why a number of a tenant changed.' });
export type DriftStory = z.output<typeof DriftStory>;

/** Older values are the normal state. */
const windowDays = 90;
/** Smaller changes are not reported. */
const leastPoints = 1;
const causesNamed = 20;

/**
 * The last day with the best (or worst) value of the window, if the newest value differs from it by at least one point.
 */
const turningPoint = (known: readonly DayValue[], direction: 'worse' | 'better'): DayValue | undefined => {
  const newest = known.at(-1);
  if (newest === undefined) return undefined;
  const values = known.map((each) => each.percent);
  const extreme = direction === 'worse' ? Math.max(...values) : Math.min(...values);
  if (Math.abs(extreme - newest.percent) < leastPoints) return undefined;
  return known.findLast((each) => each.percent === extreme);
};

const phrases: Readonly<Record<CoverageChange['kind'], string>> = {
  'became-capable': 'can use MFA now',
  'became-incapable': 'can no longer use MFA',
  'became-enforced': 'must use MFA now',
  'became-unenforced': 'can sign in without MFA now',
  joined: 'joined',
  left: 'left',
  'policy-added': 'was added',
  'policy-changed': 'was changed',
  'policy-removed': 'was removed',
  'security-defaults-on': 'switched Security Defaults on',
  'security-defaults-off': 'switched Security Defaults off',
};

const namedAtMost = 5;

/**
 * One clause for each kind of change: `Ann, Bob can sign in without MFA now (Update conditional access policy, by
 * ada@acme.example)`.
 */
const clausesOf = (changes: readonly CoverageChange[]): string[] =>
  [...Map.groupBy(changes, ({ kind, explainedBy }) => JSON.stringify([kind, explainedBy?.changeId ?? null]))].map(
    ([, [first, ...others]]) => {
      if (first === undefined) return '';
      const names = [first, ...others].map(({ subject }) => subject.name);
      const more = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : '';
      const { explainedBy } = first;
      const why = explainedBy === null ? '' : ` (${explainedBy.activity}, by ${explainedBy.by ?? 'somebody'})`;
      return `${names.slice(0, namedAtMost).join(', ')}${more} ${phrases[first.kind]}${why}`;
    },
  );

const storyOf = (
  measure: CoverageMeasure,
  days: readonly DriftDay[],
  direction: 'worse' | 'better',
): DriftStory | undefined => {
  const known = days.flatMap(({ on, numbers }) => {
    const value = measure.of(numbers);
    return value === null ? [] : [{ on, percent: value }];
  });
  const from = turningPoint(known, direction);
  const to = known.at(-1);
  const since = known.find(({ on }) => from !== undefined && on > from.on)?.on;
  if (from === undefined || to === undefined || since === undefined) return undefined;
  const changes = days.filter(({ on }) => on > from.on).flatMap((day) => day.coverageChanges);
  const causes = changes.filter((change) => measure.effectOf(change) === direction);
  // A change of a policy explains changes of users, so it is a clause of its own only if no user is named.
  const clauses = clausesOf(causes);
  const why = clauses.length === 0 ? 'no cause is known' : clauses.join('; ');
  return {
    signal: measure.signal,
    direction,
    from,
    to,
    since,
    causes: causes.slice(0, causesNamed),
    causesTotal: causes.length,
    story: `${measure.title}: ${from.percent} % → ${to.percent} % since ${since}: ${why}.`,
  };
};

/**
 * The changes of the last 90 days over the stored days of a tenant, oldest first. A number that fell and recovered only
 * in part is reported as fallen. Days without a known value are skipped.
 */
export const driftOf = (days: readonly DriftDay[], today: string): DriftStory[] => {
  const first = new Date(Date.parse(today) - windowDays * 86_400_000).toISOString().slice(0, 10);
  const recent = days.filter(({ on }) => on >= first);
  return coverageMeasures.flatMap(
    (measure) => storyOf(measure, recent, 'worse') ?? storyOf(measure, recent, 'better') ?? [],
  );
};
