import type { Factor } from './grant-demands.ts';

/** Capabilities that are shown together, in the order of the alphabet. */
export type CapabilitySet = readonly Factor[];

export const isSubset = (one: CapabilitySet, other: CapabilitySet): boolean =>
  one.every((each) => other.includes(each));

/** Leaves out each set that holds another one. */
export const minimal = (sets: readonly CapabilitySet[]): readonly CapabilitySet[] =>
  sets.filter((set, at) =>
    sets.every((other, index) => at === index || !isSubset(other, set) || (isSubset(set, other) && at < index)),
  );

/** The smallest sets that meet every demand, each by one of its capabilities. */
export const setsThatMeet = (demands: readonly CapabilitySet[]): readonly CapabilitySet[] =>
  demands.reduce<readonly CapabilitySet[]>(
    (sets, demand) =>
      minimal(
        sets.flatMap((set) =>
          demand.some((each) => set.includes(each)) ? [set] : demand.map((each) => [...set, each].toSorted()),
        ),
      ),
    [[]],
  );
