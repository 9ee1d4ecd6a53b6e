import { noCells } from './cell-set.ts';
import type { Limit } from './sign-in-dimensions.ts';
import { type Box, covers, type Limited, meets, withSide } from './sign-in-space.ts';

/** How many boxes may still be looked at. */
export interface Budget {
  left: number;
}

/** A box in which each region holds everywhere or nowhere, or about which enough is known. */
export interface Leaf<Region> {
  readonly box: Box;
  /** The regions that hold in all of the box. */
  readonly inside: readonly Region[];
}

/** What the caller does with a leaf: `stop` ends the splitting. */
export type Visit<Region> = (leaf: Leaf<Region>) => 'go-on' | 'stop';

/** The limits of a region that cut a box in two. */
const crossing = ({ limits }: Limited, box: Box): readonly Limit[] =>
  limits.filter(({ at, set }) => ((box[at] ?? noCells) & ~set) !== noCells);

/** The cut that is nearest to a box inside a region. Regions that cover the box cut nothing. */
const nearestCut = (box: Box, regions: readonly Limited[]): Limit | undefined => {
  let nearest: readonly Limit[] = [];
  for (const region of regions) {
    const cuts = crossing(region, box);
    if (cuts.length > 0 && (nearest.length === 0 || cuts.length < nearest.length)) nearest = cuts;
    if (nearest.length === 1) break;
  }
  return nearest[0];
};

/**
 * Splits a box until each region covers a part or misses it, and visits the parts. They are disjoint, and together they
 * are the box. `isDecided` ends the splitting of a part by the regions that cover it.
 */
export const splitBox = <Region extends Limited>(
  box: Box,
  regions: readonly Region[],
  isDecided: (inside: readonly Region[]) => boolean,
  onLeaf: Visit<Region>,
  budget: Budget,
): 'done' | 'stopped' | 'too-large' => {
  budget.left -= 1;
  if (budget.left < 0) return 'too-large';
  const here = regions.filter((region) => meets(region, box));
  const inside = here.filter((region) => covers(region, box));
  const isCut = inside.length < here.length && !isDecided(inside);
  const cut = isCut ? nearestCut(box, here) : undefined;
  if (cut === undefined) return onLeaf({ box, inside }) === 'stop' ? 'stopped' : 'done';
  const side = box[cut.at] ?? noCells;
  const first = splitBox(withSide(box, cut.at, side & cut.set), here, isDecided, onLeaf, budget);
  return first === 'done' ? splitBox(withSide(box, cut.at, side & ~cut.set), here, isDecided, onLeaf, budget) : first;
};
