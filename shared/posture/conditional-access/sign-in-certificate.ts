import { type CellSet, cellsOf, hasCell, noCells } from './cell-set.ts';
import type { CertifiedBox, CheckCertificate, Sides } from './certificate-checker.ts';
import type { ClosedBox, GradedRegion } from './claim-decision.ts';
import type { PlacePoint } from './places.ts';
import type { Limit, Target } from './sign-in-dimensions.ts';
import { type Box, meets, type SignInSpace } from './sign-in-space.ts';

export type CellValue = Target | PlacePoint | string | boolean;

/** The proof that every sign-in of a space is closed: disjoint boxes, each with the one policy that closes it. */
export interface SignInCertificate {
  /** One value for each cell of each dimension that has more than one cell. */
  readonly cells: Readonly<Record<string, readonly CellValue[]>>;
  readonly boxes: readonly CertifiedBox[];
  /** The boxes in which each of these policies closes every sign-in. */
  readonly closedBy: ReadonlyMap<string, readonly Sides[]>;
}

/** The dimensions that have more than one cell in the space of a claim. The others say nothing. */
const namedDimensions = (space: SignInSpace, claimBox: Box) =>
  space.dimensions.all
    .map(({ name, at }) => ({ name, at, cells: cellsOf(claimBox[at] ?? noCells) }))
    .filter(({ cells }) => cells.length !== 1)
    .map((named) => ({ ...named, indexes: new Map(named.cells.map((cell, index) => [cell, index])) }));

type Named = ReturnType<typeof namedDimensions>;

/** Cells by their place in the space of the claim. */
const sidesOf = (named: Named, sideAt: (at: number) => CellSet | undefined): Sides =>
  Object.fromEntries(
    named.flatMap(({ name, at, cells, indexes }) => {
      const side = sideAt(at);
      const own = side === undefined ? [] : cellsOf(side).flatMap((cell) => indexes.get(cell) ?? []);
      return side === undefined || own.length === cells.length ? [] : [[name, own]];
    }),
  );

/** What is proved: that every sign-in in the box of a claim is closed. */
export interface Proof {
  readonly space: SignInSpace;
  readonly claimBox: Box;
  readonly closed: readonly ClosedBox[];
  /** The regions that close something. */
  readonly closers: readonly GradedRegion[];
}

/** The boxes that each policy of a proof closes, cut to the space of the claim. */
const closedByPolicy = (named: Named, { claimBox, closed, closers }: Proof): ReadonlyMap<string, readonly Sides[]> => {
  const used = new Set(closed.map(({ region }) => region.policy));
  const own = closers.filter((region) => used.has(region.policy) && meets(region, claimBox));
  return new Map(
    [...Map.groupBy(own, ({ policy }) => policy?.policyId ?? '')].map(([policyId, regions]) => [
      policyId,
      regions.map(({ limits }) => sidesOf(named, (at) => limits.find((limit) => limit.at === at)?.set)),
    ]),
  );
};

const valueOfCell = (space: SignInSpace, at: number, cell: number, scope: readonly Limit[]): CellValue => {
  const values = space.cells[at]?.[cell] ?? [];
  const first = values.find((value) => scope.every((limit) => limit.at !== at || hasCell(limit.set, value)));
  const value = space.dimensions.all[at]?.values[first ?? 0];
  if (value === undefined) throw new RangeError(`dimension ${at} has no value in cell ${cell}`);
  return typeof value === 'object' && 'point' in value ? value.point : value;
};

const certifiedBoxes = (named: Named, closed: readonly ClosedBox[]): readonly CertifiedBox[] =>
  closed.map(({ box, region }) => ({
    policyId: region.policy?.policyId ?? '',
    sides: sidesOf(named, (at) => box[at]),
  }));

/** Has the proof checked. A fault means that it proves nothing. */
export const faultOfProof = (proof: Proof, check: CheckCertificate): string | null => {
  const named = namedDimensions(proof.space, proof.claimBox);
  return check({
    sizes: Object.fromEntries(named.map(({ name, cells }) => [name, cells.length])),
    boxes: certifiedBoxes(named, proof.closed),
    closedBy: closedByPolicy(named, proof),
  });
};

/** `scope` is the part of the space that the claim is about: its values stand for the cells. */
export const certificateOf = (proof: Proof, scope: readonly Limit[]): SignInCertificate => {
  const named = namedDimensions(proof.space, proof.claimBox);
  return {
    cells: Object.fromEntries(
      named.map(({ name, at, cells }) => [name, cells.map((cell) => valueOfCell(proof.space, at, cell, scope))]),
    ),
    boxes: certifiedBoxes(named, proof.closed),
    closedBy: closedByPolicy(named, proof),
  };
};
