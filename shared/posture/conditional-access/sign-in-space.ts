import { allCells, type CellSet, cellsWhere, hasCell, noCells } from './cell-set.ts';
import type { Dimensions, Limit } from './sign-in-dimensions.ts';

/** A product of sets of cells, one for each dimension. */
export type Box = readonly CellSet[];

/** Something that holds in a box, given as the dimensions that it limits. */
export interface Limited {
  readonly limits: readonly Limit[];
}

/** Whether a region and a box have a cell in common. These two are the innermost loop, and so no `every`. */
export const meets = ({ limits }: Limited, box: Box): boolean => {
  for (const { at, set } of limits) if (((box[at] ?? noCells) & set) === noCells) return false;
  return true;
};

/** Whether a region holds in all of a box. */
export const covers = ({ limits }: Limited, box: Box): boolean => {
  for (const { at, set } of limits) if (((box[at] ?? noCells) & ~set) !== noCells) return false;
  return true;
};

export const withSide = (box: Box, at: number, set: CellSet): Box => box.with(at, set);

/** The finest that the policies can tell apart: the cells of each dimension, as the numbers of their values. */
export interface SignInSpace {
  readonly dimensions: Dimensions;
  /** The values of each cell, for each dimension. Cells and values stand in the order of preference. */
  readonly cells: readonly (readonly (readonly number[])[])[];
  /** Limits on values as limits on cells. They are among those from which the cells were made. */
  readonly toCells: (limits: readonly Limit[]) => readonly Limit[];
  /** All cells that hold a value within the limits. */
  readonly boxOf: (limits: readonly Limit[]) => Box;
}

/** Values that are in the same limits are one cell. */
const partition = (size: number, sets: readonly CellSet[]): readonly (readonly number[])[] => {
  const columns = sets.map((set) => set.toString(2).padStart(size, '0'));
  const signature = (value: number): string => columns.map((column) => column[size - 1 - value]).join('');
  const values = Array.from({ length: size }, (_, value) => value);
  return [...Map.groupBy(values, signature).values()];
};

/** Cuts every dimension into the coarsest cells that no limit can tell apart. */
export const spaceOf = (dimensions: Dimensions, regions: readonly Limited[]): SignInSpace => {
  const sets = dimensions.all.map(() => new Set<CellSet>());
  for (const { limits } of regions) for (const { at, set } of limits) sets[at]?.add(set);
  const cells = dimensions.all.map(({ values }, at) => partition(values.length, [...(sets[at] ?? [])]));
  const cellLimit = ({ at, set }: Limit): Limit => ({
    at,
    set: cellsWhere(cells[at]?.length ?? 0, (cell) => hasCell(set, cells[at]?.[cell]?.[0] ?? 0)),
  });
  // Policies repeat each other's limits.
  const known = sets.map(() => new Map<CellSet, Limit>());
  const remembered = (limit: Limit): Limit => {
    const found = known[limit.at]?.get(limit.set) ?? cellLimit(limit);
    known[limit.at]?.set(limit.set, found);
    return found;
  };
  return {
    dimensions,
    cells,
    toCells: (limits) => limits.map(remembered),
    boxOf: (limits) =>
      cells.map((ofDimension, at) => {
        const set = limits
          .filter((limit) => limit.at === at)
          .reduce((rest, limit) => rest & limit.set, allCells(dimensions.all[at]?.values.length ?? 0));
        return cellsWhere(ofDimension.length, (cell) => (ofDimension[cell] ?? []).some((value) => hasCell(set, value)));
      }),
  };
};
