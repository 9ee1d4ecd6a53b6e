import { type BilledPeriod, hasEnded, mergePeriods, seatsOn } from './billed-periods.ts';
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

/** A line that is not billed any more, or not at all. */
export interface LeftOutLine extends BilledLine {
  readonly why: string;
}

/** The seats of one SKU, added up over all its lines: a PSA export has one line for each term and order. */
export interface BilledSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
  /** Those that are billed today. */
  readonly seats: number;
  /** Also those that are billed later. */
  readonly periods: BilledPeriod[];
  /** The number of its lines. */
  readonly lines: number;
}

export interface MatchedContract {
  readonly matched: readonly MatchedLine[];
  readonly unmatched: readonly UnmatchedLine[];
  readonly leftOut: readonly LeftOutLine[];
  /** Sorted by name. */
  readonly skus: readonly BilledSku[];
}

const byName = (one: NamedSku, other: NamedSku): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : one.skuId < other.skuId ? -1 : 1;

const sumBySku = (matched: readonly MatchedLine[], today: string): readonly BilledSku[] =>
  [...Map.groupBy(matched, ({ sku }) => sku)]
    .map(([{ skuId, partNumber, name }, lines]) => {
      const periods = mergePeriods(lines);
      return { skuId, partNumber, name, lines: lines.length, seats: seatsOn(periods, today), periods };
    })
    .toSorted(byName);

/** Why a line is left out; undefined if it is billed today or later. */
const whyLeftOut = (line: BilledLine, today: string): string | undefined => {
  if (line.notBilled !== null) return line.notBilled;
  return hasEnded(line, today) ? `it ended on ${line.endsOn}` : undefined;
};

/** Matches each line that is billed, or will be, with a SKU, and sums the seats of each SKU. */
export const matchContract = (lines: readonly BilledLine[], finder: SkuFinder, today: string): MatchedContract => {
  const matched: MatchedLine[] = [];
  const unmatched: UnmatchedLine[] = [];
  const leftOut: LeftOutLine[] = [];
  for (const line of lines) {
    const why = whyLeftOut(line, today);
    if (why !== undefined) {
      leftOut.push({ ...line, why });
      continue;
    }
    const match = finder.find(line.products);
    if (match.outcome === 'found') matched.push({ ...line, sku: match.sku });
    else unmatched.push({ ...line, reason: match.outcome });
  }
  return { matched, unmatched, leftOut, skus: sumBySku(matched, today) };
};
