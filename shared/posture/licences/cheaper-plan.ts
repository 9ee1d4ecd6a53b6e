import { type Capabilities, covers, joined } from '#shared/licensing/capabilities.ts';
import { type CatalogueSku, catalogueSkus } from '#shared/licensing/catalogue.ts';
import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import { capabilitiesOfSku } from './skus.ts';

/** Families within which plans are exchanged for one another. Between them rights differ too much to promise money. */
export const suiteFamilies = ['business', 'enterprise', 'frontline'] as const;
export type SuiteFamily = (typeof suiteFamilies)[number];
export const isSuiteFamily = (family: string | undefined): family is SuiteFamily =>
  suiteFamilies.some((each) => each === family);

/** A SKU that has a price, and what a seat of it gives. */
interface Offer {
  readonly sku: CatalogueSku;
  readonly cents: number;
  readonly capabilities: Capabilities;
}

/** A base plan, alone or with add-ons. */
export interface Bundle {
  readonly base: CatalogueSku;
  readonly addOns: readonly CatalogueSku[];
  readonly centsPerSeatMonth: number;
  readonly capabilities: Capabilities;
}

const mostAddOns = 2;

const offers = derived((posture): readonly Offer[] =>
  catalogueSkus()
    .filter(({ mark }) => mark === null)
    .flatMap((sku) => {
      const price = posture.prices.priceOf(sku.skuId);
      return price === null
        ? []
        : [{ sku, cents: price.centsPerSeatMonth, capabilities: capabilitiesOfSku(posture, sku.skuId) }];
    }),
);

/** Every choice of at most so many of the items, none among them. */
const choices = <Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] =>
  most === 0
    ? [[]]
    : [[], ...items.flatMap((item, at) => choices(items.slice(at + 1), most - 1).map((others) => [item, ...others]))];

const bundleOf = (base: Offer, addOns: readonly Offer[]): Bundle => ({
  base: base.sku,
  addOns: addOns.map(({ sku }) => sku),
  centsPerSeatMonth: [base, ...addOns].reduce((sum, { cents }) => sum + cents, 0),
  capabilities: joined([base, ...addOns].map(({ capabilities }) => capabilities)),
});

const nameOf = ({ base, addOns }: Bundle): string => [base, ...addOns].map(({ partNumber }) => partNumber).join('+');

/** The cheapest first; of equal price the one with fewer parts, then by part number. */
const byPrice = (one: Bundle, other: Bundle): number =>
  one.centsPerSeatMonth - other.centsPerSeatMonth ||
  one.addOns.length - other.addOns.length ||
  (nameOf(one) < nameOf(other) ? -1 : 1);

/** Every bundle of a family that has a price, the cheapest first. */
const bundles = derived((posture): ReadonlyMap<SuiteFamily, readonly Bundle[]> => {
  const addOns = choices(
    offers(posture).filter(({ sku }) => sku.family === 'add-on'),
    mostAddOns,
  );
  return new Map(
    suiteFamilies.map((family) => {
      const bases = offers(posture).filter(({ sku }) => sku.family === family);
      return [family, bases.flatMap((base) => addOns.map((each) => bundleOf(base, each))).sort(byPrice)];
    }),
  );
});

export interface Wanted {
  readonly family: SuiteFamily;
  /** What must be there, and what other seats of the user bring already. */
  readonly needs: Capabilities;
  readonly others: Capabilities;
  readonly belowCents: number;
  /** Whether one more seat of a base may be had. */
  readonly hasRoom: (base: CatalogueSku) => boolean;
}

/** The cheapest bundle of a family that does all that is needed, for less than now; undefined where there is none. */
export const cheaperBundle = (posture: Posture, wanted: Wanted): Bundle | undefined =>
  bundles(posture)
    .get(wanted.family)
    ?.find(
      ({ base, capabilities, centsPerSeatMonth }) =>
        centsPerSeatMonth < wanted.belowCents &&
        wanted.hasRoom(base) &&
        covers(joined([capabilities, wanted.others]), wanted.needs),
    );
