import { listPrices } from './list-prices.ts';
import type { Price, PriceList } from './price.ts';

/** Who says what a seat costs. */
export type SetBy = 'list' | 'msp' | 'customer';

export interface PriceInForce extends Price {
  readonly setBy: SetBy;
}

export interface PricesInForce extends PriceList {
  priceOf(skuId: string): PriceInForce | null;
}

/** Prices that people set. */
export interface SetPrices {
  readonly msp: readonly Price[];
  /** One list a customer: several where a tenant belongs to several. */
  readonly customers: readonly (readonly Price[])[];
}

const bySku = (prices: readonly Price[]): ReadonlyMap<string, Price> =>
  new Map(prices.map((price) => [price.skuId.toLowerCase(), price]));

/**
 * What a customer agreed on counts before what the MSP says, and that before the built-in list. A seat of a tenant that belongs to several customers cannot be
 * told to be one's: of what they agreed on, the lowest counts, so that no saving is promised that might not be one.
 */
export const pricesInForce = ({ msp, customers }: SetPrices): PricesInForce => {
  const [ofMsp, ofCustomers] = [bySku(msp), customers.map(bySku)];
  const lowest = (skuId: string): Price | undefined =>
    ofCustomers
      .flatMap((prices) => prices.get(skuId) ?? [])
      .toSorted((one, other) => one.centsPerSeatMonth - other.centsPerSeatMonth)[0];
  return {
    currency: listPrices.currency,
    priceOf(id) {
      const skuId = id.toLowerCase();
      const agreed = lowest(skuId);
      if (agreed !== undefined) return { ...agreed, setBy: 'customer' };
      const set = ofMsp.get(skuId);
      if (set !== undefined) return { ...set, setBy: 'msp' };
      const listed = listPrices.priceOf(skuId);
      return listed === null ? null : { ...listed, setBy: 'list' };
    },
  };
};
