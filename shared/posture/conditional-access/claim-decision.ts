import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { type Budget, type Leaf, splitBox } from './box-splitting.ts';
import { type CapabilitySet, isSubset, minimal, setsThatMeet } from './capability-sets.ts';
import { allCells, cellCount, cellsOf, noCells } from './cell-set.ts';
import { type Grade, metBy } from './coverage-claims.ts';
import type { PolicyRegion } from './policy-regions.ts';
import { type Box, type Limited, meets, type SignInSpace, withSide } from './sign-in-space.ts';

/** A region of a policy, with what it asks for beside what the grade of a claim decides. */
export interface GradedRegion extends Limited {
  readonly policy: ConditionalAccessPolicy | null;
  /** Each names the capabilities of which one is needed. An empty one cannot be met: the region is closed. */
  readonly demands: readonly CapabilitySet[];
  readonly isClosed: boolean;
}

/** Undefined if everybody meets what the region asks for. */
export const gradeRegion = (
  { policy, limits, demands }: PolicyRegion,
  grade: Grade,
  space: SignInSpace,
): GradedRegion | undefined => {
  const asked = demands
    .filter((demand) => !demand.some((factor) => metBy(grade, factor) === 'anybody'))
    .map((demand) => demand.filter((factor) => metBy(grade, factor) === 'capability'));
  return asked.length === 0
    ? undefined
    : { policy, limits: space.toCells(limits), demands: asked, isClosed: asked.some(({ length }) => length === 0) };
};

/** A box in which these capabilities are enough to get in. */
export interface Gap {
  readonly box: Box;
  readonly capabilities: CapabilitySet;
}

export type Decision =
  | { readonly answer: 'proved'; readonly closed: readonly ClosedBox[]; readonly closers: readonly GradedRegion[] }
  | { readonly answer: 'needs'; readonly needs: readonly Gap[] }
  /** The boxes that witnesses are taken from are found when they are asked for. */
  | { readonly answer: 'open'; readonly gaps: () => readonly Gap[] }
  | { readonly answer: 'unknown' };

/** A box that one region closes. */
export interface ClosedBox {
  readonly box: Box;
  readonly region: GradedRegion;
}

/** At most so many boxes are looked at for one answer. */
export const mostBoxes = 4_000;

const volumeOf = (box: Box): number => box.reduce((product, side) => product * cellCount(side), 1);

/** Widens a box, dimension after dimension, by every cell that no region holds. */
const widen = (box: Box, claimBox: Box, regions: readonly Limited[]): Box =>
  claimBox.reduce<Box>((wide, side, at) => {
    const slice = withSide(wide, at, side);
    const held = regions
      .filter((region) => meets(region, slice))
      .reduce((cells, { limits }) => cells | (limits.find((limit) => limit.at === at)?.set ?? side), noCells);
    return withSide(wide, at, side & (~held | (box[at] ?? noCells)));
  }, box);

/** Cells are numbered by preference: the box that begins with the lower ones is more natural. */
const isMoreNatural = (one: Box, other: Box): number => {
  for (const [at, side] of one.entries()) {
    const difference = (cellsOf(side)[0] ?? 0) - (cellsOf(other[at] ?? 0n)[0] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** No more boxes are widened, and no more witnesses are given. */
const mostWidened = 8;
const mostWitnesses = 3;

/** The largest boxes in which nobody is asked for anything, the most natural first. */
const openGaps = (claimBox: Box, regions: readonly GradedRegion[]): readonly Gap[] => {
  const open: Box[] = [];
  const collect = ({ box, inside }: Leaf<GradedRegion>): 'go-on' => {
    if (inside.length === 0) open.push(box);
    return 'go-on';
  };
  splitBox(claimBox, regions, (inside) => inside.length > 0, collect, { left: mostBoxes });
  const widest = open
    .map((box) => ({ box, volume: volumeOf(box) }))
    .toSorted((one, other) => other.volume - one.volume)
    .slice(0, mostWidened)
    .map(({ box }) => widen(box, claimBox, regions));
  return [...new Map(widest.map((box) => [box.join(), box])).values()]
    .toSorted((one, other) => volumeOf(other) - volumeOf(one) || isMoreNatural(one, other))
    .slice(0, mostWitnesses)
    .map((box) => ({ box, capabilities: [] }));
};

const demandsIn = ({ inside }: Pick<Leaf<GradedRegion>, 'inside'>): readonly CapabilitySet[] =>
  inside.flatMap(({ demands }) => demands);

/** The smallest sets of capabilities that are enough somewhere, each with a box. */
class SmallestSets {
  gaps: readonly Gap[] = [];

  /** Whether every set that meets the demands holds one that is known. */
  knows(demands: readonly CapabilitySet[]): boolean {
    return setsThatMeet(demands).every((set) => this.gaps.some(({ capabilities }) => isSubset(capabilities, set)));
  }

  add(box: Box, demands: readonly CapabilitySet[]): void {
    const gaps = [...this.gaps, ...setsThatMeet(demands).map((capabilities) => ({ box, capabilities }))];
    const smallest = minimal(gaps.map(({ capabilities }) => capabilities));
    this.gaps = smallest.flatMap((set) => gaps.find(({ capabilities }) => capabilities.join() === set.join()) ?? []);
  }

  /** The empty set is one of them: somebody gets in with nothing. */
  get isOpen(): boolean {
    return this.gaps.some(({ capabilities }) => capabilities.length === 0);
  }
}

/**
 * Whether a sign-in in the box gets in. Regions that are closed are split off first: what they leave is open, or asks
 * for capabilities.
 */
export const decide = (claimBox: Box, regions: readonly GradedRegion[], budget: Budget): Decision => {
  if (claimBox.includes(noCells)) return { answer: 'proved', closed: [], closers: [] };
  const here = regions.filter((region) => meets(region, claimBox));
  const [closers, askers] = [here.filter(({ isClosed }) => isClosed), here.filter(({ isClosed }) => !isClosed)];
  const closed: ClosedBox[] = [];
  const smallest = new SmallestSets();
  const collectSets = (leaf: Leaf<GradedRegion>): 'go-on' | 'stop' => {
    smallest.add(leaf.box, demandsIn(leaf));
    return smallest.isOpen ? 'stop' : 'go-on';
  };
  let isTooLarge = false;
  const onLeaf = ({ box, inside: [region] }: Leaf<GradedRegion>): 'go-on' | 'stop' => {
    if (region !== undefined) {
      closed.push({ box, region });
      return 'go-on';
    }
    const isNothingNew = (inside: readonly GradedRegion[]): boolean =>
      inside.length > 0 && smallest.knows(demandsIn({ inside }));
    isTooLarge ||= splitBox(box, askers, isNothingNew, collectSets, budget) === 'too-large';
    return smallest.isOpen ? 'stop' : 'go-on';
  };
  isTooLarge = splitBox(claimBox, closers, (inside) => inside.length > 0, onLeaf, budget) === 'too-large' || isTooLarge;
  if (smallest.isOpen) return { answer: 'open', gaps: () => openGaps(claimBox, here) };
  if (isTooLarge) return { answer: 'unknown' };
  return smallest.gaps.length === 0 ? { answer: 'proved', closed, closers } : { answer: 'needs', needs: smallest.gaps };
};

export const wholeBox = (space: SignInSpace): Box => space.cells.map(({ length }) => allCells(length));
