import type { ReadTarget } from '#shared/kernel/run.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import type { Lane } from './contract.ts';

/** A surface to read, or one mailbox of it. */
export interface PlannedRead {
  readonly surface: AnySurface;
  readonly target: ReadTarget;
}

/**
 * Arranges the reads of a run in lanes that all start at once. Reads that share a throttle bucket at Microsoft are in
 * one lane, one after the other. A read names the surfaces of this run whose facts it needs, and waits for these alone.
 */
export const planLanes = (reads: readonly PlannedRead[]): Lane[] => {
  const byId = new Map(reads.map(({ surface }) => [surface.id, surface]));
  const inOrder = orderOf(reads, byId);
  return lanesOf(inOrder).map((inLane) => ({
    reads: inLane.map(({ surface, target }) => ({ target, needs: plannedNeeds(surface, byId) })),
  }));
};

type ById = ReadonlyMap<string, AnySurface>;

export const dependsOnPlans = ({ accessOptions }: AnySurface): boolean =>
  accessOptions.some(({ plans }) => plans !== undefined);

/** The surfaces of this run that must be read first. Plans come from the surface `licenses`. */
const plannedNeeds = (surface: AnySurface, byId: ById): string[] => {
  const needs = [...(surface.after ?? []), ...(dependsOnPlans(surface) ? ['licenses'] : [])];
  return [...new Set(needs)].filter((id) => id !== surface.id && byId.has(id));
};

/**
 * What the longest chain of other reads waits for comes first, and then what needs least. A read is therefore never
 * before one that it needs: within a lane nothing waits for a later read, and no two lanes wait for each other.
 */
const orderOf = (reads: readonly PlannedRead[], byId: ById): readonly PlannedRead[] => {
  const chains = new Map(reads.map(({ surface }) => [surface.id, chainAfter(surface.id, byId)]));
  const chainOf = ({ surface }: PlannedRead): number => chains.get(surface.id) ?? 0;
  const needsOf = ({ surface }: PlannedRead): number => plannedNeeds(surface, byId).length;
  return reads.toSorted((one, other) => chainOf(other) - chainOf(one) || needsOf(one) - needsOf(other));
};

/** The length of the longest chain of reads of which each needs the one before, after this surface. */
const chainAfter = (surfaceId: string, byId: ById, before: readonly string[] = []): number => {
  if (before.includes(surfaceId))
    throw new Error(`surfaces depend on each other: ${[...before, surfaceId].join(', ')}`);
  const next = [...byId.values()].filter((surface) => plannedNeeds(surface, byId).includes(surfaceId));
  return Math.max(0, ...next.map(({ id }) => 1 + chainAfter(id, byId, [...before, surfaceId])));
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
const lanesOf = (inOrder: readonly PlannedRead[]): (readonly PlannedRead[])[] => {
  const position = new Map(inOrder.map((planned, at) => [planned, at]));
  let lanes: readonly FilledLane[] = [];
  for (const planned of inOrder) {
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
