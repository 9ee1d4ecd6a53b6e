import { isSoldFor } from '#shared/licensing/add-on-rules.ts';
import { type Capabilities, mergeCapabilities } from '#shared/licensing/capabilities.ts';
import { type CatalogSku, catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import { capabilitiesOfSku } from './skus.ts';

/** Families whose plans can replace one another. Rights differ too much between families to promise savings. */
export const suiteFamilies = ['business', 'enterprise', 'frontline'] as const;
export type SuiteFamily = (typeof suiteFamilies)[number];
export const isSuiteFamily = (family: string | undefined): family is SuiteFamily =>
  suiteFamilies.some((each) => each === family);

/** A SKU that can be bought, with its price of today and the capabilities of a seat. */
interface Offer {
  readonly sku: CatalogSku;
  readonly cents: number;
  readonly capabilities: Capabilities;
}

/** A base plan, alone or with add-ons. */
export interface Bundle {
  readonly base: CatalogSku;
  readonly addOns: readonly CatalogSku[];
  readonly centsPerSeatMonth: number;
  readonly capabilities: Capabilities;
}

const offers = derived((posture): readonly Offer[] =>
  catalogSkus()
    .filter(({ mark }) => mark === null)
    .flatMap((sku) => {
      const price = posture.prices.priceOf(sku.skuId);
      return price === null
        ? []
        : [{ sku, cents: price.centsPerSeatMonth, capabilities: capabilitiesOfSku(posture, sku.skuId) }];
    }),
);

const bundleOf = (base: Offer, addOns: readonly Offer[]): Bundle => ({
  base: base.sku,
  addOns: addOns.map(({ sku }) => sku),
  centsPerSeatMonth: [base, ...addOns].reduce((sum, { cents }) => sum + cents, 0),
  capabilities: mergeCapabilities([base, ...addOns].map(({ capabilities }) => capabilities)),
});

const nameOf = ({ base, addOns }: Bundle): string => [base, ...addOns].map(({ partNumber }) => partNumber).join('+');

/** The cheapest first; of equal price the one with fewer parts, then by part number. */
const byPrice = (one: Bundle, other: Bundle): number =>
  one.centsPerSeatMonth - other.centsPerSeatMonth ||
  one.addOns.length - other.addOns.length ||
  (nameOf(one) < nameOf(other) ? -1 : 1);

/** The needs that are not met. */
const missingIn = (needs: Capabilities, has: Capabilities): Capabilities =>
  new Map([...needs].filter(([capability, step]) => (has.get(capability) ?? 0) < step));

/** The base plan with each choice of at most two add-ons that meets everything that is missing. */
const completed = (base: Offer, addOns: readonly Offer[], missing: Capabilities): readonly Bundle[] => {
  if (missing.size === 0) return [bundleOf(base, [])];
  const helpful = addOns
    .filter(({ sku }) => isSoldFor(sku, base.sku, base.capabilities))
    .filter(({ capabilities }) => missingIn(missing, capabilities).size < missing.size);
  return helpful.flatMap((one, at) => {
    const left = missingIn(missing, one.capabilities);
    if (left.size === 0) return [bundleOf(base, [one])];
    const others = helpful.slice(at + 1).filter(({ capabilities }) => missingIn(left, capabilities).size === 0);
    return others.map((other) => bundleOf(base, [one, other]));
  });
};

const bases = derived(
  (posture): ReadonlyMap<string, readonly Offer[]> => Map.groupBy(offers(posture), ({ sku }) => sku.family),
);

const addOns = derived((posture): readonly Offer[] => offers(posture).filter(({ sku }) => sku.family === 'add-on'));

export interface BundleSearch {
  readonly family: SuiteFamily;
  /** What the user needs, and what other seats of the user already give. */
  readonly needs: Capabilities;
  readonly others: Capabilities;
  readonly belowCents: number;
  /** Whether another seat of a base plan can be bought. */
  readonly hasRoom: (base: CatalogSku) => boolean;
}

/** Results by question. Thousands of users of a tenant have only a few dozen different needs. */
const found = derived((): Map<string, Bundle | undefined> => new Map());

/** The cheapest bundle of a family that meets the needs and costs less than the seat; undefined if there is none. */
export const cheaperBundle = (posture: Posture, wanted: BundleSearch): Bundle | undefined => {
  const missing = missingIn(wanted.needs, wanted.others);
  const affordable = (bases(posture).get(wanted.family) ?? []).filter(
    ({ sku, cents }) => cents < wanted.belowCents && wanted.hasRoom(sku),
  );
  const asked = JSON.stringify([[...missing].sort(), wanted.belowCents, affordable.map(({ sku }) => sku.skuId)]);
  const before = found(posture);
  if (before.has(asked)) return before.get(asked);
  const [cheapest] = affordable
    .flatMap((base) => completed(base, addOns(posture), missingIn(missing, base.capabilities)))
    .filter(({ centsPerSeatMonth }) => centsPerSeatMonth < wanted.belowCents)
    .sort(byPrice);
  before.set(asked, cheapest);
  return cheapest;
};
