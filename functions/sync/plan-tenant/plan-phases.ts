import type { ReadTarget } from '#shared/kernel/run.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { Phase } from './contract.ts';

/** A surface to read, or one mailbox of it. */
export interface PlannedRead {
  readonly surface: AnySurface;
  readonly target: ReadTarget;
}

/**
 * Orders the reads. A phase starts after the previous one, from which its audiences and plans come. Within a phase,
 * reads that share a throttle bucket at Microsoft are in one lane.
 */
export const planPhases = (reads: readonly PlannedRead[]): Phase[] => {
  const byId = new Map(reads.map(({ surface }) => [surface.id, surface]));
  const phases = Map.groupBy(reads, ({ surface }) => depthOf(surface, byId));
  return [...phases]
    .toSorted(([one], [other]) => one - other)
    .map(([, inPhase]) => ({
      lanes: lanesOf(inPhase).map((inLane) => ({ surfaces: inLane.map(({ target }) => target) })),
    }));
};

/** For Outlook, each mailbox is a bucket. */
const bucketsOf = ({ surface, target }: PlannedRead): readonly string[] =>
  [surface.throttleDomain, ...(surface.otherThrottleDomains ?? [])].map(
    (domain) => `${domain} ${target.mailboxId ?? ''}`,
  );

interface FilledLane {
  readonly buckets: ReadonlySet<string>;
  readonly reads: readonly PlannedRead[];
}

/** Reads that share a bucket are in one lane, also indirectly through a third read. The order of the reads is kept. */
const lanesOf = (inPhase: readonly PlannedRead[]): (readonly PlannedRead[])[] => {
  const position = new Map(inPhase.map((planned, at) => [planned, at]));
  let lanes: readonly FilledLane[] = [];
  for (const planned of inPhase) {
    const buckets = bucketsOf(planned);
    const shares = ({ buckets: theirs }: FilledLane): boolean => buckets.some((bucket) => theirs.has(bucket));
    const overlapping = lanes.filter(shares);
    const merged = {
      buckets: new Set([...overlapping.flatMap((lane) => [...lane.buckets]), ...buckets]),
      reads: [...overlapping.flatMap(({ reads }) => reads), planned],
    };
    lanes = [...lanes.filter((lane) => !shares(lane)), merged];
  }
  return lanes.map(({ reads }) =>
    reads.toSorted((one, other) => (position.get(one) ?? 0) - (position.get(other) ?? 0)),
  );
};

export const dependsOnPlans = ({ accessOptions }: AnySurface): boolean =>
  accessOptions.some(({ plans }) => plans !== undefined);

/** The surfaces that must be read first, if they are read at all. Plans come from the surface `licenses`. */
const dependenciesOf = (surface: AnySurface): readonly string[] => [
  ...(surface.after ?? []),
  ...(dependsOnPlans(surface) && surface.id !== 'licenses' ? ['licenses'] : []),
];

const depthOf = (
  surface: AnySurface,
  among: ReadonlyMap<string, AnySurface>,
  above: readonly string[] = [],
): number => {
  if (above.includes(surface.id))
    throw new Error(`surfaces depend on each other: ${[...above, surface.id].join(', ')}`);
  const depths = dependenciesOf(surface).flatMap((id) => {
    const other = among.get(id);
    return other === undefined ? [] : [1 + depthOf(other, among, [...above, surface.id])];
  });
  return Math.max(0, ...depths);
};
