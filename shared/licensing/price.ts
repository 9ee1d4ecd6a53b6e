import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';

/** What a seat costs, and who says so. Microsoft gives no prices out through Graph. */
export const Price = z.strictObject({
  skuId: z.guid(),
  partNumber: z.string().min(1),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency of ISO 4217, such as USD'),
  /** Whole cents, so that sums are exact. */
  centsPerSeatMonth: z.int().nonnegative(),
  /** What one has bound oneself to for that price: a seat of an annual term is given back at its renewal. */
  term: z.enum(['monthly', 'annual']),
  source: z.string().min(1),
  asOf: CalendarDate,
});
export type Price = z.output<typeof Price>;

/** The prices in force for whoever asks, all in one currency. */
export interface PriceList {
  readonly currency: string;
  /** Null where nobody has set one: what has no price is listed, never guessed. */
  priceOf(skuId: string): Price | null;
}

/** A list over these prices. Of two for one SKU the later one counts. */
export const priceListOf = (currency: string, prices: readonly Price[]): PriceList => {
  const bySku = new Map(prices.map((price) => [price.skuId.toLowerCase(), price]));
  return { currency, priceOf: (skuId) => bySku.get(skuId.toLowerCase()) ?? null };
};
