/**
 * Checks a certificate by itself: it imports nothing, and knows cells as numbers and policies as the boxes that they
 * close. Whatever made the certificate, three facts prove it: each box lies inside a box of the policy that it names,
 * no two boxes have a cell in common, and together they have as many cells as the space.
 */

/** The cells of each named dimension, by their numbers. A dimension that is absent is whole. */
export type Sides = Readonly<Record<string, readonly number[]>>;

export interface CertifiedBox {
  readonly policyId: string;
  readonly sides: Sides;
}

export interface CertificateClaim {
  /** The number of cells of each dimension of the space. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly boxes: readonly CertifiedBox[];
  /** The boxes in which a policy closes every sign-in. */
  readonly closedBy: ReadonlyMap<string, readonly Sides[]>;
}

const hasFaultySide = (sizes: CertificateClaim['sizes'], sides: Sides): boolean =>
  Object.entries(sides).some(([name, cells]) => {
    const size = sizes[name];
    const isCell = (cell: number): boolean => Number.isInteger(cell) && cell >= 0 && size !== undefined && cell < size;
    return cells.length === 0 || new Set(cells).size !== cells.length || !cells.every(isCell);
  });

const isInside = (sizes: CertificateClaim['sizes'], inner: Sides, outer: Sides): boolean =>
  Object.entries(outer).every(([name, cells]) => {
    const allowed = new Set(cells);
    const side = inner[name] ?? Array.from({ length: sizes[name] ?? 0 }, (_, cell) => cell);
    return side.every((cell) => allowed.has(cell));
  });

const masksOf = (names: readonly string[], { sides }: CertifiedBox): readonly bigint[] =>
  names.map((name) => sides[name]?.reduce((mask, cell) => mask | (1n << BigInt(cell)), 0n) ?? -1n);

const isDisjoint = (one: readonly bigint[], other: readonly bigint[]): boolean =>
  one.some((mask, at) => (mask & (other[at] ?? 0n)) === 0n);

const volume = (sizes: CertificateClaim['sizes'], sides: Sides): bigint =>
  Object.entries(sizes).reduce((product, [name, size]) => product * BigInt(sides[name]?.length ?? size), 1n);

/** Names what is wrong with a certificate; null if nothing is. */
export type CheckCertificate = (certificate: CertificateClaim) => string | null;

/** What is wrong with a certificate; null if it proves that every sign-in of the space is closed. */
export const faultOf = ({ sizes, boxes, closedBy }: CertificateClaim): string | null => {
  const names = Object.keys(sizes);
  const masks = boxes.map((box) => masksOf(names, box));
  for (const [at, { policyId, sides }] of boxes.entries()) {
    if (hasFaultySide(sizes, sides)) return `box ${at} has a side that is not in the space`;
    const closed = closedBy.get(policyId) ?? [];
    if (!closed.some((outer) => isInside(sizes, sides, outer))) return `box ${at} is not inside policy ${policyId}`;
    const mask = masks[at] ?? [];
    const twin = masks.findIndex((other, index) => index < at && !isDisjoint(mask, other));
    if (twin !== -1) return `boxes ${twin} and ${at} overlap`;
  }
  const covered = boxes.reduce((sum, { sides }) => sum + volume(sizes, sides), 0n);
  const all = volume(sizes, {});
  return covered === all ? null : `the boxes hold ${covered} of ${all} cells`;
};
