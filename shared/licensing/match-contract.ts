import type { BilledLine } from './read-billed-table.ts';
import type { NamedSku, SkuFinder, SkuMatch } from './sku-finder.ts';

/** A line whose product was recognized. */
export interface MatchedLine extends BilledLine {
  readonly sku: NamedSku;
}

/** A line whose product was not. */
export interface UnmatchedLine extends BilledLine {
  readonly reason: Exclude<SkuMatch<NamedSku>['outcome'], 'found'>;
}

/** Seats of one SKU over all lines that bill it: a PSA has a line for each term and each order, and all of them are billed. */
export interface BilledSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
  readonly seats: number;
  /** How many lines were added together. */
  readonly lines: number;
}

export interface MatchedContract {
  readonly matched: readonly MatchedLine[];
  readonly unmatched: readonly UnmatchedLine[];
  /** By name. */
  readonly skus: readonly BilledSku[];
}

const byName = (one: NamedSku, other: NamedSku): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.skuId < other.skuId ? -1 : 1;

const summed = (matched: readonly MatchedLine[]): readonly BilledSku[] =>
  [...Map.groupBy(matched, ({ sku }) => sku)]
    .map(([{ skuId, partNumber, name }, lines]) => ({
      ...{ skuId, partNumber, name, lines: lines.length },
      seats: lines.reduce((sum, { seats }) => sum + seats, 0),
    }))
    .toSorted(byName);

/** Which SKU each line bills, and how many seats of each that makes. */
export const matchContract = (lines: readonly BilledLine[], finder: SkuFinder): MatchedContract => {
  const matched: MatchedLine[] = [];
  const unmatched: UnmatchedLine[] = [];
  for (const line of lines) {
    const found = finder.find(line.products);
    if (found.outcome === 'found') matched.push({ ...line, sku: found.sku });
    else unmatched.push({ ...line, reason: found.outcome });
  }
  return { matched, unmatched, skus: summed(matched) };
};
