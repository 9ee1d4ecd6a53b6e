import { listPrices } from './list-prices.ts';
import type { Price, PriceList, StatedPrice } from './price.ts';

/** Where a price comes from: the built-in list, the MSP or the customer. */
export type SetBy = 'list' | 'msp' | 'customer';

export interface PriceInForce extends StatedPrice {
  readonly setBy: SetBy;
}

export interface PricesInForce extends PriceList {
  priceOf(skuId: string, lastRenewedOn?: string): PriceInForce | null;
}

/** The prices that members set. */
export interface SetPrices {
  readonly msp: readonly Price[];
  /** One list for each customer of the tenant. */
  readonly customers: readonly (readonly Price[])[];
}

const bySku = (prices: readonly Price[]): ReadonlyMap<string, Price> =>
  new Map(prices.map((price) => [price.skuId.toLowerCase(), price]));

/**
 * The customer's price takes precedence over the MSP's, and that over the built-in list. In a tenant of several
 * customers a seat cannot be assigned to one of them, so the lowest of their prices counts: no saving is overstated.
 */
export const pricesInForce = ({ msp, customers }: SetPrices): PricesInForce => {
  const [mspPrices, customerPrices] = [bySku(msp), customers.map(bySku)];
  const lowestCustomerPrice = (skuId: string): Price | undefined =>
    customerPrices
      .flatMap((prices) => prices.get(skuId) ?? [])
      .toSorted((one, other) => one.centsPerSeatMonth - other.centsPerSeatMonth)[0];
  return {
    currency: listPrices.currency,
    priceOf(id, lastRenewedOn) {
      const skuId = id.toLowerCase();
      const customerPrice = lowestCustomerPrice(skuId);
      if (customerPrice !== undefined) return { ...customerPrice, setBy: 'customer' };
      const mspPrice = mspPrices.get(skuId);
      if (mspPrice !== undefined) return { ...mspPrice, setBy: 'msp' };
      const listed = listPrices.priceOf(skuId, lastRenewedOn);
      return listed === null ? null : { ...listed, setBy: 'list' };
    },
  };
};
