import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CoverageChange } from '#shared/posture/coverage-changes.ts';
import type { TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import { percent } from './combined-numbers.ts';

/** A day as it is stored: the numbers, and what moved them. */
export interface DriftDay {
  readonly on: string;
  readonly numbers: TenantNumbers;
  readonly coverageChanges: readonly CoverageChange[];
}

const Reading = z.object({ on: CalendarDate, percent: z.number() });

/** What became of a number, since when, and because of whom and what. */
export const DriftStory = z.object({
  signal: z.string(),
  direction: z.enum(['worse', 'better']),
  /** The last day on which it stood where it came from. */
  from: Reading,
  /** The newest day on which it is known. */
  to: Reading,
  /** The first day on which it stood no longer where it came from. */
  since: CalendarDate,
  /** What moved it in this direction, oldest first; the first of so many. */
  causes: z.array(CoverageChange),
  causesTotal: z.int().nonnegative(),
  /** All of it in words. */
  story: z.string(),
});
export type DriftStory = z.output<typeof DriftStory>;

interface Measure {
  readonly signal: string;
  readonly words: string;
  readonly of: (numbers: TenantNumbers) => number | null;
  /** Whether the move pulls the number down (`worse`) or up (`better`); undefined where it does not touch it. */
  readonly pulls: (move: CoverageChange) => 'worse' | 'better' | undefined;
}

const whether = (good: boolean | null): 'worse' | 'better' | undefined =>
  good === null ? undefined : good ? 'better' : 'worse';

/** Whoever comes counts as they are; whoever leaves takes along what they were. */
const byCapability = ({ kind, capable }: CoverageChange) => {
  if (kind === 'became-capable') return 'better';
  if (kind === 'became-incapable') return 'worse';
  if (kind === 'joined') return whether(capable);
  return kind === 'left' && capable !== null ? whether(!capable) : undefined;
};

const byEnforcement = ({ kind, enforced }: CoverageChange) => {
  if (kind === 'became-enforced' || kind === 'security-defaults-on' || kind === 'policy-added') return 'better';
  if (kind === 'became-unenforced' || kind === 'security-defaults-off' || kind === 'policy-removed') return 'worse';
  if (kind === 'joined') return whether(enforced);
  return kind === 'left' && enforced !== null ? whether(!enforced) : undefined;
};

const measures: readonly Measure[] = [
  {
    signal: 'privileged-mfa-capable-percent',
    words: 'Administrators who can use MFA',
    of: ({ privileged }) => percent(privileged.capable, privileged.of),
    pulls: (move) => (move.privileged === true ? byCapability(move) : undefined),
  },
  {
    signal: 'mfa-enforced-percent',
    words: 'People who must use MFA',
    of: ({ users }) => percent(users.enforced, users.of),
    pulls: byEnforcement,
  },
  {
    signal: 'mfa-capable-percent',
    words: 'People who can use MFA',
    of: ({ users }) => percent(users.capable, users.of),
    pulls: byCapability,
  },
];

/** What is older has become how things are. */
const windowDays = 90;
/** Less is no story. */
const leastPoints = 1;
const causesNamed = 20;

interface Known {
  readonly on: string;
  readonly percent: number;
}

/** The last day at the best (or the worst) value of the window, where the newest one is at least a point away from it. */
const turningPoint = (known: readonly Known[], direction: 'worse' | 'better'): Known | undefined => {
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
  'became-unenforced': 'need not use MFA any more',
  joined: 'joined',
  left: 'left',
  'policy-added': 'was added',
  'policy-changed': 'was changed',
  'policy-removed': 'was removed',
  'security-defaults-on': 'switched Security Defaults on',
  'security-defaults-off': 'switched Security Defaults off',
};

const namedInWords = 5;

/** `Ann, Bob need not use MFA any more (Update conditional access policy by ada@acme.example)`, one clause for each kind of move. */
const clausesOf = (moves: readonly CoverageChange[]): string[] =>
  [...Map.groupBy(moves, ({ kind, explainedBy }) => JSON.stringify([kind, explainedBy?.changeId ?? null]))].map(
    ([, [first, ...others]]) => {
      if (first === undefined) return '';
      const names = [first, ...others].map(({ subject }) => subject.name);
      const more = names.length > namedInWords ? ` and ${names.length - namedInWords} more` : '';
      const { explainedBy } = first;
      const why = explainedBy === null ? '' : ` (${explainedBy.activity}, by ${explainedBy.by ?? 'somebody'})`;
      return `${names.slice(0, namedInWords).join(', ')}${more} ${phrases[first.kind]}${why}`;
    },
  );

const told = (measure: Measure, days: readonly DriftDay[], direction: 'worse' | 'better'): DriftStory | undefined => {
  const known = days.flatMap(({ on, numbers }) => {
    const value = measure.of(numbers);
    return value === null ? [] : [{ on, percent: value }];
  });
  const from = turningPoint(known, direction);
  const to = known.at(-1);
  const since = known.find(({ on }) => from !== undefined && on > from.on)?.on;
  if (from === undefined || to === undefined || since === undefined) return undefined;
  const moves = days.filter(({ on }) => on > from.on).flatMap((day) => day.coverageChanges);
  const because = moves.filter((move) => measure.pulls(move) === direction);
  // What was done to a policy explains people, and is told for itself only where no person is named.
  const clauses = clausesOf(because);
  const why = clauses.length === 0 ? 'nobody can be named for it' : clauses.join('; ');
  return {
    ...{ signal: measure.signal, direction, from, to, since },
    causes: because.slice(0, causesNamed),
    causesTotal: because.length,
    story: `${measure.words}: ${from.percent} % → ${to.percent} % since ${since}: ${why}.`,
  };
};

/**
 * What moved in the last three months, over the stored days of one tenant, oldest first. A number that fell and came back only in part is told as fallen. Days on
 * which a number is not known are no days for it.
 */
export const driftOf = (days: readonly DriftDay[], today: string): DriftStory[] => {
  const first = new Date(Date.parse(today) - windowDays * 86_400_000).toISOString().slice(0, 10);
  const recent = days.filter(({ on }) => on >= first);
  return measures.flatMap((measure) => told(measure, recent, 'worse') ?? told(measure, recent, 'better') ?? []);
};
