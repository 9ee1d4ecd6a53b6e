import { type Capabilities, capabilitiesOf } from '#shared/licensing/capabilities.ts';
import type { StatedPrice } from '#shared/licensing/price.ts';
import { type CatalogSku, catalogSku } from '#shared/licensing/sku-catalog.ts';
import { holderOf, type SkuHolder } from '#shared/licensing/sku-holders.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import type { Posture } from '../posture.ts';

type License = FactsBySurface['licenses'];

/** A SKU of the tenant with its catalog data and price. */
export interface TenantSku {
  readonly skuId: string;
  readonly partNumber: string;
  readonly name: string;
  readonly family: CatalogSku['family'] | undefined;
  readonly seatCap: number | null;
  /** Why it is free of charge; null if it is paid. */
  readonly mark: CatalogSku['mark'];
  /** What it is licensed for. A user can hold a seat only of a SKU for users. */
  readonly holder: SkuHolder;
  /** Whether users hold seats of it and each seat costs money. */
  readonly isBilled: boolean;
  /** Enabled seats and seats in the grace period after renewal. */
  readonly paid: number;
  readonly consumed: number;
  /** Paid and not assigned; at least 0, and 0 where no user can hold a seat. */
  readonly unassigned: number;
  readonly price: StatedPrice | null;
  /** When its term ends and seats can be returned. Null if Microsoft gives no date or it could not be read. */
  readonly renewsOn: string | null;
  /** The plans in this tenant, which take precedence over the catalog. */
  readonly plans: readonly { readonly planId: string; readonly name: string }[];
}

/** SKUs that are missing in the catalog can be recognized by their name. */
const freeName = /(^|_)(FREE|VIRAL|TRIAL|ADHOC)(_|$)/i;

const markOf = ({ partNumber, isTrial }: License, known: CatalogSku | undefined): CatalogSku['mark'] => {
  if (known !== undefined && known.mark !== null) return known.mark;
  if (isTrial === true) return 'trial';
  return known === undefined && freeName.test(partNumber) ? 'free' : null;
};

/** With an annual term a subscription was last renewed a year before its next renewal. */
const lastRenewalBefore = (renewsAt: string | null | undefined): string | undefined => {
  if (renewsAt === null || renewsAt === undefined) return undefined;
  const renewal = new Date(renewsAt);
  renewal.setUTCFullYear(renewal.getUTCFullYear() - 1);
  return renewal.toISOString().slice(0, 10);
};

const skuOf = (license: License, posture: Posture): TenantSku => {
  const { skuId, partNumber, consumed, renewsAt } = license;
  const known = catalogSku(skuId);
  const mark = markOf(license, known);
  const paid = license.enabled + license.warning;
  const listedHolder = holderOf(partNumber, known);
  const holder = listedHolder === 'user' && license.appliesTo === 'company' ? 'tenant' : listedHolder;
  return {
    skuId,
    partNumber,
    name: known?.name ?? partNumber,
    family: known?.family,
    seatCap: known?.seatCap ?? null,
    mark,
    holder,
    isBilled: mark === null && holder === 'user' && paid > 0,
    paid,
    consumed,
    unassigned: holder === 'user' ? Math.max(0, paid - consumed) : 0,
    price: posture.prices.priceOf(skuId, lastRenewalBefore(renewsAt)),
    renewsOn: renewsAt?.slice(0, 10) ?? null,
    plans: license.servicePlans.filter(({ provisioningStatus }) => provisioningStatus.toLowerCase() !== 'disabled'),
  };
};

const holderDescriptions: Readonly<Record<Exclude<SkuHolder, 'user'>, string>> = {
  device: 'is licensed by device: no user holds it',
  server: 'is licensed by server: no user holds it',
  capacity: 'is capacity: no user holds it',
  tenant: 'is for the whole tenant: no user holds it',
};

/** Why no user can hold a seat of a SKU, as a sentence; undefined if one can. */
export const whyNobodyHolds = ({ name, holder }: TenantSku): string | undefined =>
  holder === 'user' ? undefined : `${name} ${holderDescriptions[holder]}`;

const monthsInYear = 12;

/** The yearly cost of unassigned seats; null without a price, 0 for an unpaid SKU. */
export const unassignedCentsPerYear = ({ isBilled, unassigned, price }: TenantSku): number | null => {
  if (!isBilled || unassigned === 0) return 0;
  return price === null ? null : unassigned * price.centsPerSeatMonth * monthsInYear;
};

/** Every SKU of the tenant, by part number. */
export const skusOf = derived((posture): readonly TenantSku[] =>
  posture
    .facts('licenses')
    .map((license) => skuOf(license, posture))
    .sort((one, other) => (one.partNumber < other.partNumber ? -1 : 1)),
);

export const skusById = derived(
  (posture): ReadonlyMap<string, TenantSku> => new Map(skusOf(posture).map((sku) => [sku.skuId, sku])),
);

const capabilitiesBySku = derived((posture): Map<string, Capabilities> => {
  // A suspended subscription lists its plans as disabled, so its plans are unknown.
  const listed = skusOf(posture).filter(({ plans }) => plans.length > 0);
  return new Map(listed.map(({ skuId, plans }) => [skuId, capabilitiesOf(plans.map(({ name }) => name))]));
});

/** The capabilities of a seat with all plans: as in the tenant, or else as in the catalog. */
export const capabilitiesOfSku = (posture: Posture, skuId: string): Capabilities => {
  const known = capabilitiesBySku(posture).get(skuId);
  if (known !== undefined) return known;
  const fromCatalog = capabilitiesOf(catalogSku(skuId)?.plans ?? []);
  capabilitiesBySku(posture).set(skuId, fromCatalog);
  return fromCatalog;
};
