import { describe, expect, it } from 'vitest';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { Price } from '#shared/licensing/price.ts';

const businessPremium = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

describe('built-in list prices', () => {
  it('are in US dollars a seat and month, with source and date', () => {
    const price = listPrices.priceOf(businessPremium);
    expect(Price.parse(price)).toMatchObject({ partNumber: 'SPB', currency: 'USD', centsPerSeatMonth: 2200 });
    expect(listPrices.currency).toBe('USD');
  });

  it('are found by an id in any case', () => {
    expect(listPrices.priceOf(businessPremium.toUpperCase())?.partNumber).toBe('SPB');
  });

  it('are null for a SKU without a known price', () => {
    expect(listPrices.priceOf(visio)).toBeNull();
  });
});
