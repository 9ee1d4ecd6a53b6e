import type { z } from 'zod';
import type { Owner } from '#shared/book/ownership.ts';
import { type TenantRef, tenantRefOf } from '#shared/book/tenant-ref.ts';
import { dollarsOf, sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { whyUnpriced } from '#shared/licensing/why-unpriced.ts';
import { knowsActivity } from '#shared/posture/licenses/activity.ts';
import { skusOf, type TenantSku, unassignedCentsPerYear } from '#shared/posture/licenses/skus.ts';
import { usageState } from '#shared/posture/licenses/usage.ts';
import type { WasteClass } from '#shared/posture/licenses/waste.ts';
import { defaultInactiveDays } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { maxItems } from '../max-items.ts';
import { contractComparison } from './contract-answer.ts';
import {
  alternativesOf,
  exceptedSeats,
  type LicensedTenant,
  seatsOfCustomer,
  unknownSeats,
  wastedSeat,
} from './seat-answers.ts';
import type { LicensesView, SkuAnswer } from './shape.ts';

/** Everything but the savings, which come from the ledger, and the holders, which are a page. */
type View = Omit<z.input<typeof LicensesView>, 'savings' | 'holders'>;

const skuAnswer = (tenant: TenantRef, sku: TenantSku): z.input<typeof SkuAnswer> => {
  const { skuId, partNumber, name, paid, consumed, unassigned, holder, price, renewsOn, mark } = sku;
  const cents = unassignedCentsPerYear(sku);
  return {
    ...tenant,
    skuId,
    partNumber,
    name,
    paid,
    consumed,
    unassigned,
    heldBy: holder,
    renewsOn,
    mark,
    pricePerSeatMonth: mark !== null ? 0 : price === null ? null : dollarsOf(price.centsPerSeatMonth),
    priceSource: price?.source ?? null,
    priceAsOf: price?.asOf ?? null,
    priceValidFrom: price?.validFrom ?? null,
    term: price?.term ?? null,
    unassignedDollarsPerYear: cents === null ? null : dollarsOf(cents),
  };
};

/** The paid SKUs without a price, each once. */
const unpricedSkus = (skus: readonly TenantSku[]): View['unpricedSkus'] => {
  const unpriced = skus.filter(({ isBilled, price }) => isBilled && price === null);
  const bySkuId = new Map(unpriced.map((sku) => [sku.skuId, sku]));
  return [...bySkuId.values()].map(({ skuId, partNumber, name }) => ({
    skuId,
    partNumber,
    name,
    reason: whyUnpriced({ skuId, partNumber }),
  }));
};

/** Whether the data to judge a class was read. */
const isJudged: Readonly<Record<WasteClass | 'unassigned', (posture: Posture) => boolean>> = {
  unassigned: (posture) => hasFacts(posture, 'licenses'),
  disabled: (posture) => hasFacts(posture, 'licenses') && hasFacts(posture, 'users'),
  inactive: (posture) => isJudged.disabled(posture) && knowsActivity(posture),
  overlap: (posture) => isJudged.disabled(posture),
  'right-sizing': (posture) => isJudged.disabled(posture) && usageState(posture) === 'read',
};

/** The sum of the amounts: 0 if there are none, null if it was not judged or one has no price. */
const totalOf = (isKnown: boolean, amounts: readonly (number | null)[]): number | null =>
  isKnown ? (amounts.length === 0 ? 0 : sumOfDollars(amounts)) : null;

const list = <Item>(isKnown: boolean, items: readonly Item[]): { items: Item[]; total: number | null } => ({
  items: items.slice(0, maxItems),
  total: isKnown ? items.length : null,
});

const usageOver = (tenants: readonly LicensedTenant[]): View['usage'] => {
  if (tenants.length === 0) return 'unread';
  const states = tenants.map(({ posture }) => usageState(posture));
  return (['concealed', 'unread'] as const).find((state) => states.includes(state)) ?? 'read';
};

interface LicensesOf {
  readonly customer: Owner;
  readonly tenants: readonly LicensedTenant[];
}

/**
 * What a customer pays for and does not use. Seats belong to the customer with the domain of the user; SKUs of a tenant
 * belong to every linked customer.
 */
export const licensesView = ({ customer, tenants }: LicensesOf): View => {
  const [first] = tenants;
  const skus = tenants.flatMap(({ tenant, posture }) =>
    skusOf(posture).map((sku) => ({ sku, answer: skuAnswer(tenantRefOf(tenant), sku) })),
  );
  const seats = tenants.flatMap((tenant) => seatsOfCustomer(customer, tenant));
  const wasted = (wasteClass: WasteClass) =>
    seats
      .filter(({ judged }) => judged.wasteClass === wasteClass)
      .map(wastedSeat)
      .sort((one, other) => (other.dollarsPerYear ?? -1) - (one.dollarsPerYear ?? -1));
  const classes = {
    disabled: wasted('disabled'),
    inactive: wasted('inactive'),
    overlap: wasted('overlap'),
    'right-sizing': wasted('right-sizing'),
  };
  const known = (name: WasteClass | 'unassigned') =>
    tenants.length > 0 && tenants.every(({ posture }) => isJudged[name](posture));
  const total = (name: WasteClass) =>
    totalOf(
      known(name),
      classes[name].map(({ dollarsPerYear }) => dollarsPerYear),
    );
  const contract = contractComparison(tenants);
  const spare = skus.filter(({ sku }) => sku.isBilled && sku.unassigned > 0);
  return {
    currency: (first?.posture.prices ?? listPrices).currency,
    skus: skus.map(({ answer }) => answer),
    dollarsPerYear: {
      unassigned: totalOf(
        known('unassigned'),
        spare.map(({ answer }) => answer.unassignedDollarsPerYear),
      ),
      disabled: total('disabled'),
      inactive: total('inactive'),
      overlap: total('overlap'),
      rightSizing: total('right-sizing'),
      uncontracted: contract.uncontractedDollarsPerYear,
    },
    contract: contract.comparison,
    unpricedSkus: unpricedSkus(skus.map(({ sku }) => sku)),
    seats: {
      disabled: list(known('disabled'), classes.disabled),
      inactive: list(known('inactive'), classes.inactive),
      overlap: list(known('overlap'), classes.overlap),
      rightSizing: list(known('right-sizing'), classes['right-sizing']),
    },
    exceptions: list(known('disabled'), seats.flatMap(exceptedSeats)),
    alternatives: list(known('right-sizing'), seats.flatMap(alternativesOf)),
    unknown: list(known('disabled'), seats.flatMap(unknownSeats)),
    usage: usageOver(tenants),
    inactiveDays: first?.posture.inactiveDays ?? defaultInactiveDays,
  };
};
