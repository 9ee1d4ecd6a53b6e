import type { z } from 'zod';
import { customerSkus } from '#shared/book/customer-skus.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { knownSkus } from '#shared/licensing/known-skus.ts';
import { type PricesInForce, pricesInForce } from '#shared/licensing/prices-in-force.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import type { PriceOverrides } from '#shared/store/price-override-store.ts';
import type { contract, PriceAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

type ListAnswer = z.input<typeof contract.operations.getPrices.response.body>;

/** Whose list is asked for: what is set there, what is set above it, and the SKUs that it may speak of. */
export interface PriceListData {
  readonly customerId: CustomerId | undefined;
  readonly ofMsp: PriceOverrides | undefined;
  readonly own: PriceOverrides | undefined;
  readonly known: readonly NamedSku[];
}

/** A list for all customers knows the catalog; one customer's also what its tenants hold beyond it. */
export const readPriceList = async (
  scope: MspScope,
  customerId: CustomerId | undefined,
  deps: Deps,
): Promise<PriceListData> => {
  const ofMsp = await deps.overrides.ofOwner(scope, 'MSP');
  if (customerId === undefined) return { customerId, ofMsp, own: ofMsp, known: knownSkus([]) };
  const { known } = await customerSkus(scope, customerId, deps);
  return { customerId, ofMsp, own: await deps.overrides.ofOwner(scope, customerId), known };
};

const priceAnswer = (sku: NamedSku, prices: PricesInForce): z.input<typeof PriceAnswer> => {
  const price = prices.priceOf(sku.skuId);
  return {
    ...sku,
    pricePerSeatMonth: price === null ? null : price.centsPerSeatMonth / 100,
    currency: prices.currency,
    term: price?.term ?? null,
    source: price?.source ?? null,
    asOf: price?.asOf ?? null,
    setBy: price?.setBy ?? null,
  };
};

export const toPriceListAnswer = ({ customerId, ofMsp, own, known }: PriceListData): ListAnswer => {
  const isCustomers = customerId !== undefined;
  const prices = pricesInForce({ msp: ofMsp?.prices ?? [], customers: isCustomers ? [own?.prices ?? []] : [] });
  return {
    currency: prices.currency,
    customerId: customerId ?? null,
    revision: own?.revision ?? 0,
    items: known.map((sku) => priceAnswer(sku, prices)),
    unpricedSkus: known.filter(({ skuId }) => prices.priceOf(skuId) === null),
  };
};
