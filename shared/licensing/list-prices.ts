import { listPriceRows, type PriceSource, priceSources } from './list-price-rows.ts';
import type { PriceList, StatedPrice } from './price.ts';
import { catalogSkus } from './sku-catalog.ts';

/** The list price of today, and the one that a subscription pays that was last renewed before it changed. */
export interface ListPrice {
  readonly newest: StatedPrice;
  readonly before: StatedPrice | null;
}

export interface ListPrices extends PriceList {
  /**
   * The price of a seat with an annual term. `lastRenewedOn`: the day on which the subscription began or was last
   * renewed; a change of price reaches it at its next renewal. Without it the newest price counts.
   */
  priceOf(skuId: string, lastRenewedOn?: string): StatedPrice | null;
  /** Both prices of a SKU; undefined without a source. */
  listed(skuId: string): ListPrice | undefined;
}

const skuIdByPartNumber = new Map(catalogSkus().map(({ partNumber, skuId }) => [partNumber, skuId]));

const skuIdOf = (partNumber: string): string => {
  const skuId = skuIdByPartNumber.get(partNumber);
  if (skuId === undefined) throw new Error(`list-price-rows.ts: the catalog has no ${partNumber}`);
  return skuId;
};

const pricesBySku: ReadonlyMap<string, ListPrice> = new Map(
  listPriceRows.map(({ partNumber, validFrom, before, ...now }) => {
    const skuId = skuIdOf(partNumber);
    const priceFrom = (stated: { dollars: number; source: PriceSource; asOf: string }): StatedPrice => ({
      skuId,
      partNumber,
      currency: 'USD',
      centsPerSeatMonth: Math.round(stated.dollars * 100),
      term: 'annual',
      source: priceSources[stated.source],
      asOf: stated.asOf,
    });
    const newest = validFrom === undefined ? priceFrom(now) : { ...priceFrom(now), validFrom };
    return [skuId, { newest, before: before === undefined ? null : priceFrom(before) }] as const;
  }),
);

/** The built-in prices: US dollars for a seat and month with an annual term. Other SKUs have no built-in price. */
export const listPrices: ListPrices = {
  currency: 'USD',
  listed: (skuId) => pricesBySku.get(skuId.toLowerCase()),
  priceOf(skuId, lastRenewedOn) {
    const known = pricesBySku.get(skuId.toLowerCase());
    if (known === undefined) return null;
    const { newest, before } = known;
    const { validFrom } = newest;
    const isRenewedSince = lastRenewedOn === undefined || validFrom === undefined || lastRenewedOn >= validFrom;
    return isRenewedSince || before === null ? newest : before;
  },
};
