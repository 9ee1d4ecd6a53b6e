import { describe, expect, it } from 'vitest';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { Price } from '#shared/licensing/price.ts';

const businessPremium = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const visio = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';

describe('the list prices that come with the product', () => {
  it('are in dollars, a seat and month, with who says so and since when', () => {
    const price = listPrices.priceOf(businessPremium);
    expect(Price.parse(price)).toMatchObject({ partNumber: 'SPB', currency: 'USD', centsPerSeatMonth: 2200 });
    expect(listPrices.currency).toBe('USD');
  });

  it('know an id whatever its case', () => {
    expect(listPrices.priceOf(businessPremium.toUpperCase())?.partNumber).toBe('SPB');
  });

  it('have none for what nobody vouches for', () => {
    expect(listPrices.priceOf(visio)).toBeNull();
  });
});
