import type { ReadTarget } from '#shared/kernel/run.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { Phase } from './contract.ts';

/** A surface that is to be read, or one mailbox of it. */
export interface PlannedRead {
  readonly surface: AnySurface;
  readonly target: ReadTarget;
}

/**
 * Puts visits in order: a phase waits for the one before, because its audiences and plans come from there; within a phase, what shares a bucket at
 * Microsoft stands in one lane.
 */
export const planPhases = (visits: readonly PlannedRead[]): Phase[] => {
  const byId = new Map(visits.map(({ surface }) => [surface.id, surface]));
  const phases = Map.groupBy(visits, ({ surface }) => depthOf(surface, byId));
  return [...phases]
    .toSorted(([one], [other]) => one - other)
    .map(([, inPhase]) => ({
      lanes: lanesOf(inPhase).map((inLane) => ({ surfaces: inLane.map(({ target }) => target) })),
    }));
};

/** Of Outlook, each mailbox is a bucket. */
const bucketsOf = ({ surface, target }: PlannedRead): readonly string[] =>
  [surface.throttleDomain, ...(surface.otherThrottleDomains ?? [])].map(
    (domain) => `${domain} ${target.mailboxId ?? ''}`,
  );

interface FilledLane {
  readonly buckets: ReadonlySet<string>;
  readonly visits: readonly PlannedRead[];
}

/** Whoever shares a bucket stands in one lane, and so does whoever shares one with either of them. The order of visits stays. */
const lanesOf = (inPhase: readonly PlannedRead[]): (readonly PlannedRead[])[] => {
  const place = new Map(inPhase.map((planned, at) => [planned, at]));
  let lanes: readonly FilledLane[] = [];
  for (const planned of inPhase) {
    const buckets = bucketsOf(planned);
    const shares = ({ buckets: theirs }: FilledLane): boolean => buckets.some((bucket) => theirs.has(bucket));
    const met = lanes.filter(shares);
    const joined = {
      buckets: new Set([...met.flatMap((lane) => [...lane.buckets]), ...buckets]),
      visits: [...met.flatMap(({ visits }) => visits), planned],
    };
    lanes = [...lanes.filter((lane) => !shares(lane)), joined];
  }
  return lanes.map(({ visits }) => visits.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)));
};

export const dependsOnPlans = ({ accessOptions }: AnySurface): boolean =>
  accessOptions.some(({ plans }) => plans !== undefined);

/** What must be read before, of what is read at all. Plans come from the licenses. */
const dependenciesOf = (surface: AnySurface): readonly string[] => [
  ...(surface.after ?? []),
  ...(dependsOnPlans(surface) && surface.id !== 'licenses' ? ['licenses'] : []),
];

const depthOf = (
  surface: AnySurface,
  among: ReadonlyMap<string, AnySurface>,
  above: readonly string[] = [],
): number => {
  if (above.includes(surface.id)) throw new Error(`surfaces wait for each other: ${[...above, surface.id].join(', ')}`);
  const depths = dependenciesOf(surface).flatMap((id) => {
    const other = among.get(id);
    return other === undefined ? [] : [1 + depthOf(other, among, [...above, surface.id])];
  });
  return Math.max(0, ...depths);
};
