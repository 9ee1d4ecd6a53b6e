import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPrices } from '#shared/licensing/list-prices.ts';
import type { Price } from '#shared/licensing/price.ts';
import { pricesInForce } from '#shared/licensing/prices-in-force.ts';

const [e3, unlisted] = ['05e9a617-0261-4cee-bb44-138d3ef5d965', '00000000-0000-4000-8000-000000000001'];
const price = (skuId: string, centsPerSeatMonth: number): Price => ({
  skuId,
  partNumber: 'A_SKU',
  currency: 'USD',
  centsPerSeatMonth,
  term: 'annual',
  source: 'an agreement',
  asOf: '2026-11-01',
});

describe('prices in force', () => {
  it('are the list prices when no price was set, and null without a list price', () => {
    const prices = pricesInForce({ msp: [], customers: [] });
    expect(prices.priceOf(e3.toUpperCase())).toEqual({ ...listPrices.priceOf(e3), setBy: 'list' });
    expect(prices.priceOf(unlisted)).toBeNull();
    expect(prices.currency).toBe('USD');
  });

  it("prefer the customer's price, then the MSP's, then the list's; of several customers the lowest", () => {
    const cents = fc.option(fc.nat(10_000), { nil: undefined });
    fc.assert(
      fc.property(cents, fc.array(cents, { maxLength: 4 }), (ofMsp, ofCustomers) => {
        const prices = (set: number | undefined) => (set === undefined ? [] : [price(e3, set)]);
        const inForce = pricesInForce({ msp: prices(ofMsp), customers: ofCustomers.map(prices) }).priceOf(e3);
        const agreed = ofCustomers.filter((set) => set !== undefined);
        const expected =
          agreed.length > 0
            ? { setBy: 'customer', centsPerSeatMonth: Math.min(...agreed) }
            : ofMsp === undefined
              ? { setBy: 'list', centsPerSeatMonth: 3900 }
              : { setBy: 'msp', centsPerSeatMonth: ofMsp };
        expect(inForce).toMatchObject(expected);
      }),
    );
  });

  it('do not affect other SKUs', () => {
    const prices = pricesInForce({ msp: [price(e3, 1)], customers: [[price(unlisted, 2)], []] });
    expect(prices.priceOf(e3)).toMatchObject({ setBy: 'msp', centsPerSeatMonth: 1 });
    expect(prices.priceOf(unlisted)).toMatchObject({ setBy: 'customer', centsPerSeatMonth: 2 });
  });
});
