import type { BilledLine } from './read-billed-table.ts';
import type { NamedSku, SkuFinder, SkuMatch } from './sku-finder.ts';

/** A line whose product was recognized. */
export interface MatchedLine extends BilledLine {
  readonly sku: NamedSku;
}

/** A line whose product was not recognized. */
export interface UnmatchedLine extends BilledLine {
  readonly reason: Exclude<SkuMatch<NamedSku>['outcome'], 'found'>;
}

/** The seats of one SKU, sumBySku over all its lines: a PSA export has one line for each term and order. */
export interface BilledSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
  readonly seats: number;
  /** The number of sumBySku lines. */
  readonly lines: number;
}

export interface MatchedContract {
  readonly matched: readonly MatchedLine[];
  readonly unmatched: readonly UnmatchedLine[];
  /** Sorted by name. */
  readonly skus: readonly BilledSku[];
}

const byName = (one: NamedSku, other: NamedSku): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.skuId < other.skuId ? -1 : 1;

const sumBySku = (matched: readonly MatchedLine[]): readonly BilledSku[] =>
  [...Map.groupBy(matched, ({ sku }) => sku)]
    .map(([{ skuId, partNumber, name }, lines]) => ({
      skuId,
      partNumber,
      name,
      lines: lines.length,
      seats: lines.reduce((sum, { seats }) => sum + seats, 0),
    }))
    .toSorted(byName);

/** Matches each line with a SKU, and sums the seats of each SKU. */
export const matchContract = (lines: readonly BilledLine[], finder: SkuFinder): MatchedContract => {
  const matched: MatchedLine[] = [];
  const unmatched: UnmatchedLine[] = [];
  for (const line of lines) {
    const match = finder.find(line.products);
    if (match.outcome === 'found') matched.push({ ...line, sku: match.sku });
    else unmatched.push({ ...line, reason: match.outcome });
  }
  return { matched, unmatched, skus: sumBySku(matched) };
};
