/** A set of small numbers: the bit at a number's place is set. Sets of values and of cells are written so. */
export type CellSet = bigint;

export const noCells: CellSet = 0n;

export const allCells = (size: number): CellSet => (1n << BigInt(size)) - 1n;

/** The numbers below `size` that pass the test. */
export const cellsWhere = (size: number, test: (at: number) => boolean): CellSet => {
  let bits = '';
  for (let at = size - 1; at >= 0; at -= 1) bits += test(at) ? '1' : '0';
  return bits === '' ? noCells : BigInt(`0b${bits}`);
};

export const hasCell = (set: CellSet, at: number): boolean => ((set >> BigInt(at)) & 1n) === 1n;

const wordBits = 30;
const wordMask = (1n << BigInt(wordBits)) - 1n;

/** The numbers of a set, lowest first. */
export const cellsOf = (set: CellSet): readonly number[] => {
  const cells: number[] = [];
  let rest = set;
  for (let base = 0; rest > 0n; base += wordBits, rest >>= BigInt(wordBits)) {
    for (let word = Number(rest & wordMask); word !== 0; word &= word - 1) {
      cells.push(base + 31 - Math.clz32(word & -word));
    }
  }
  return cells;
};

export const cellCount = (set: CellSet): number => cellsOf(set).length;
