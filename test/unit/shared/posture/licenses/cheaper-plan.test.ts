import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOnRules, isSoldFor } from '#shared/licensing/add-on-rules.ts';
import { type Capabilities, covers, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import { type CatalogSku, catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { type BundleSearch, cheaperBundle, suiteFamilies } from '#shared/posture/licenses/cheaper-plan.ts';
import { isObservable } from '#shared/posture/licenses/needs.ts';
import { capabilitiesOfSku } from '#shared/posture/licenses/skus.ts';
import { licensedTenant, skuIdOf } from '#test/support/license-facts.ts';

const posture = licensedTenant();
const given = (sku: CatalogSku): Capabilities => capabilitiesOfSku(posture, sku.skuId);
const centsOf = ({ skuId }: CatalogSku): number => posture.prices.priceOf(skuId)?.centsPerSeatMonth ?? Number.NaN;
const offers = catalogSkus().filter((sku) => sku.mark === null && centsOf(sku) >= 0);
const addOns = offers.filter(({ family }) => family === 'add-on');

/** Every choice of at most two add-ons. */
const choices = [
  [],
  ...addOns.map((one) => [one]),
  ...addOns.flatMap((one, at) => addOns.slice(at + 1).map((other) => [one, other])),
];

/** The price of the cheapest bundle, by trying every one of them. */
const cheapestByTrying = ({ family, needs, others, belowCents }: BundleSearch): number | undefined => {
  const prices = offers
    .filter((base) => base.family === family)
    .flatMap((base) =>
      choices
        .filter((chosen) => chosen.every((addOn) => isSoldFor(addOn, base, given(base))))
        .filter((chosen) => covers(mergeCapabilities([others, ...[base, ...chosen].map(given)]), needs))
        .map((chosen) => [base, ...chosen].reduce((sum, sku) => sum + centsOf(sku), 0)),
    );
  return prices.filter((cents) => cents < belowCents).sort((one, other) => one - other)[0];
};

const seats = offers.filter(({ family }) => suiteFamilies.some((each) => each === family));
/** Some of what a seat of a suite gives, as a user may need it; a seat with an add-on gives more. */
const search = fc
  .record({
    seat: fc.constantFrom(...seats),
    addOn: fc.option(fc.constantFrom(...addOns), { nil: undefined, freq: 3 }),
    other: fc.option(fc.constantFrom(...offers), { nil: undefined, freq: 4 }),
    family: fc.constantFrom(...suiteFamilies),
    needed: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    discount: fc.integer({ min: -2000, max: 500 }),
  })
  .map(({ seat, addOn, other, family, needed, discount }): BundleSearch => {
    const all = mergeCapabilities([given(seat), addOn === undefined ? new Map() : given(addOn)]);
    return {
      family,
      needs: new Map([...all].filter(([capability], at) => isObservable(capability) && needed[at % needed.length])),
      others: other === undefined ? new Map() : given(other),
      belowCents: centsOf(seat) - discount,
      hasRoom: () => true,
    };
  });

describe('the cheapest plan with add-ons', () => {
  it('costs what trying every plan with every two add-ons finds', () => {
    fc.assert(
      fc.property(search, (wanted) => {
        expect(cheaperBundle(posture, wanted)?.centsPerSeatMonth).toBe(cheapestByTrying(wanted));
      }),
      { numRuns: 200 },
    );
  });

  it('is a plan of the family, and never an add-on without the plan that it is sold for', () => {
    fc.assert(
      fc.property(search, (wanted) => {
        const found = cheaperBundle(posture, wanted);
        if (found === undefined) return;
        expect(found.base.family).toBe(wanted.family);
        expect(found.addOns.every((addOn) => isSoldFor(addOn, found.base, given(found.base)))).toBe(true);
        expect(covers(mergeCapabilities([found.capabilities, wanted.others]), wanted.needs)).toBe(true);
        expect(found.centsPerSeatMonth).toBeLessThan(wanted.belowCents);
      }),
      { numRuns: 200 },
    );
  });

  const sku = (partNumber: string): CatalogSku => {
    const found = catalogSkus().find((each) => each.skuId === skuIdOf(partNumber));
    if (found === undefined) throw new Error(`the catalog lacks ${partNumber}`);
    return found;
  };

  it.each([
    ['Microsoft_Defender_for_Endpoint_F2', 'SPE_F1', 'SPE_E3'],
    ['MDE_SMB', 'O365_BUSINESS_PREMIUM', 'SPE_E3'],
    ['EXCHANGEARCHIVE_ADDON', 'STANDARDPACK', 'M365_F1'],
  ])('knows that %s is sold for %s and not for %s', (addOn, base, other) => {
    const sold = (of: string) => isSoldFor(sku(addOn), sku(of), given(sku(of)));
    expect([sold(base), sold(other)]).toEqual([true, false]);
  });

  it.each(['EXCHANGEARCHIVE', 'EMS', 'AAD_PREMIUM', 'INTUNE_A', 'IDENTITY_THREAT_PROTECTION'])(
    'proposes no add-on that has no rule: %s',
    (partNumber) => {
      expect(isSoldFor(sku(partNumber), sku('SPE_E3'), given(sku('SPE_E3')))).toBe(false);
    },
  );

  it('knows only add-ons of the catalog', () => {
    const partNumbers = new Set(catalogSkus().map(({ partNumber }) => partNumber));
    expect(addOnRules.filter(({ partNumber }) => !partNumbers.has(partNumber))).toEqual([]);
  });
});
