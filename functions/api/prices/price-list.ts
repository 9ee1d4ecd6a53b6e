import type { z } from 'zod';
import { customerSkus } from '#shared/book/customer-skus.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { knownSkus } from '#shared/licensing/known-skus.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { type PricesInForce, pricesInForce } from '#shared/licensing/prices-in-force.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import { whyUnpriced } from '#shared/licensing/why-unpriced.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { PriceOverrides } from '#shared/store/price-override-store.ts';
import type { contract, PriceAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

type ListAnswer = z.input<typeof contract.operations.getPrices.response.body>;

/** A price list: its own prices, those of the MSP, and the SKUs that it covers. */
export interface PriceListData {
  readonly customer: Pick<Customer, 'customerId' | 'name'> | undefined;
  readonly ofMsp: PriceOverrides | undefined;
  readonly own: PriceOverrides | undefined;
  readonly known: readonly NamedSku[];
}

/** The list of all customers covers the catalog; the list of one customer also the SKUs that its tenants hold. */
export const readPriceList = async (
  scope: MspScope,
  customerId: CustomerId | undefined,
  deps: Deps,
): Promise<PriceListData> => {
  const ofMsp = await deps.overrides.ofOwner(scope, 'MSP');
  if (customerId === undefined) return { customer: undefined, ofMsp, own: ofMsp, known: knownSkus([]) };
  const { customer, known } = await customerSkus(scope, customerId, deps);
  return { customer, ofMsp, own: await deps.overrides.ofOwner(scope, customerId), known };
};

const earlierPrice = (skuId: string): z.input<typeof PriceAnswer>['before'] => {
  const before = listPrices.listed(skuId)?.before ?? null;
  if (before === null) return null;
  const { centsPerSeatMonth, source, asOf } = before;
  return { pricePerSeatMonth: centsPerSeatMonth / 100, source, asOf };
};

const toPriceAnswer = (sku: NamedSku, prices: PricesInForce): z.input<typeof PriceAnswer> => {
  const price = prices.priceOf(sku.skuId);
  return {
    ...sku,
    pricePerSeatMonth: price === null ? null : price.centsPerSeatMonth / 100,
    currency: prices.currency,
    term: price?.term ?? null,
    source: price?.source ?? null,
    asOf: price?.asOf ?? null,
    validFrom: price?.validFrom ?? null,
    before: price?.setBy === 'list' ? earlierPrice(sku.skuId) : null,
    setBy: price?.setBy ?? null,
  };
};

export const toPriceListAnswer = ({ customer, ofMsp, own, known }: PriceListData): ListAnswer => {
  const isForCustomer = customer !== undefined;
  const prices = pricesInForce({ msp: ofMsp?.prices ?? [], customers: isForCustomer ? [own?.prices ?? []] : [] });
  return {
    currency: prices.currency,
    customerId: customer?.customerId ?? null,
    customerName: customer?.name ?? null,
    revision: own?.revision ?? 0,
    items: known.map((sku) => toPriceAnswer(sku, prices)),
    unpricedSkus: known
      .filter(({ skuId }) => prices.priceOf(skuId) === null)
      .map((sku) => ({ ...sku, reason: whyUnpriced(sku) })),
  };
};
