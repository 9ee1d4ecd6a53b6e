import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';

/** The price of a seat with its source. Microsoft Graph has no prices. */
export const Price = z.strictObject({
  skuId: z.guid(),
  partNumber: z.string().min(1),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency of ISO 4217, such as USD'),
  /** Whole cents, so that sums are exact. */
  centsPerSeatMonth: z.int().nonnegative(),
  /** The commitment for that price. A seat with an annual term can be returned only at its renewal. */
  term: z.enum(['monthly', 'annual']),
  source: z.string().min(1),
  asOf: CalendarDate,
});
export type Price = z.output<typeof Price>;

/** A price as it is stated: a list price may hold from a day on. */
export interface StatedPrice extends Price {
  /** It holds for subscriptions that began or were renewed on or after this day. Absent: it has not changed. */
  readonly validFrom?: string | undefined;
}

/** The prices in force, all in one currency. */
export interface PriceList {
  readonly currency: string;
  /**
   * Null when no price is set. A missing price is never estimated. `lastRenewedOn`: when the subscription began or was
   * last renewed, because a list price that changes reaches it at its renewal.
   */
  priceOf(skuId: string, lastRenewedOn?: string): StatedPrice | null;
}

/** For a posture of which no price is asked. */
export const noPrices: PriceList = { currency: 'USD', priceOf: () => null };

/** Creates a price list. If a SKU has two prices, the last one counts. */
export const priceListOf = (currency: string, prices: readonly Price[]): PriceList => {
  const bySku = new Map(prices.map((price) => [price.skuId.toLowerCase(), price]));
  return { currency, priceOf: (skuId) => bySku.get(skuId.toLowerCase()) ?? null };
};
