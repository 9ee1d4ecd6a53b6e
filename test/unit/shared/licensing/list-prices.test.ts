import { describe, expect, it } from 'vitest';
import { listPriceRows, priceSources } from '#shared/licensing/list-price-rows.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { Price } from '#shared/licensing/price.ts';
import { catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { unpricedProducts } from '#shared/licensing/unpriced-products.ts';
import { whyUnpriced } from '#shared/licensing/why-unpriced.ts';

const skuIdOf = (partNumber: string): string =>
  catalogSkus().find((sku) => sku.partNumber === partNumber)?.skuId ?? 'none';

describe('built-in list prices', () => {
  it('are in US dollars a seat and month, with source and date', () => {
    const price = listPrices.priceOf(skuIdOf('SPB'));
    expect(price).toMatchObject({ partNumber: 'SPB', currency: 'USD', centsPerSeatMonth: 2200 });
    expect(listPrices.currency).toBe('USD');
  });

  it('are found by an id in any case', () => {
    expect(listPrices.priceOf(skuIdOf('SPB').toUpperCase())?.partNumber).toBe('SPB');
  });

  it('are null for a SKU without a source', () => {
    expect(listPrices.priceOf(skuIdOf('WIN10_VDA_E3'))).toBeNull();
  });

  it('cover at least ninety products, each once, in the order of their part numbers', () => {
    const partNumbers = listPriceRows.map(({ partNumber }) => partNumber);
    expect(partNumbers.length).toBeGreaterThanOrEqual(90);
    expect(new Set(partNumbers).size).toBe(partNumbers.length);
    expect(partNumbers).toEqual([...partNumbers].sort());
    for (const partNumber of ['MICROSOFT_365_E7', 'AGENT_365', 'AAD_PREMIUM', 'AAD_PREMIUM_P2', 'EXCHANGESTANDARD'])
      expect(partNumbers).toContain(partNumber);
  });

  it.each(listPriceRows)('$partNumber has whole cents, a source and a day', ({ partNumber, source, before }) => {
    const { validFrom, ...price } = listPrices.priceOf(skuIdOf(partNumber)) ?? { source: 'none' };
    expect(Price.parse(price).centsPerSeatMonth).toBeGreaterThan(0);
    expect(price.source).toBe(priceSources[source]);
    expect(before === undefined || validFrom !== undefined).toBe(true);
    expect(URL.canParse(priceSources[source])).toBe(true);
  });

  it('reach a subscription at its renewal', () => {
    const enterprise = skuIdOf('SPE_E3');
    expect(listPrices.priceOf(enterprise, '2026-06-30')).toMatchObject({ centsPerSeatMonth: 3600 });
    expect(listPrices.priceOf(enterprise, '2026-07-01')).toMatchObject({ centsPerSeatMonth: 3900 });
    expect(listPrices.priceOf(enterprise)).toMatchObject({ centsPerSeatMonth: 3900, validFrom: '2026-07-01' });
    expect(listPrices.priceOf(skuIdOf('SPB'), '2024-01-01')).toMatchObject({ centsPerSeatMonth: 2200 });
  });

  it('are missing with a named reason: each SKU of the catalog has a price or one', () => {
    const unpriced = catalogSkus().filter(({ skuId }) => listPrices.priceOf(skuId) === null);
    const listed = unpricedProducts.flatMap(({ partNumbers }) => partNumbers);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.filter((partNumber) => listPrices.priceOf(skuIdOf(partNumber)) !== null)).toEqual([]);
    const unlisted = unpriced.filter(({ partNumber }) => !listed.includes(partNumber));
    const others = ['It is free of charge', 'No user holds a seat of it'];
    expect(unlisted.filter((sku) => !others.includes(whyUnpriced(sku)))).toEqual([]);
  });

  it('are missing for a SKU that the catalog lacks', () => {
    const unknown = { skuId: 'dddddddd-0000-4000-8000-000000000001', partNumber: 'NEW' };
    expect(whyUnpriced(unknown)).toBe('The catalog of products lacks it');
    expect(whyUnpriced({ skuId: skuIdOf('FLOW_FREE'), partNumber: 'FLOW_FREE' })).toBe('It is free of charge');
  });
});
