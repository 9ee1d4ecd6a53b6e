import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import type { Money, NamedObject } from '#shared/kernel/message-values.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import type { TenantSku } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';

/** The severity for a cost per year in the currency of the price list; `info` without a price (rules 29). */
export const severityOfYearlyCost = (dollarsPerYear: number | null): Severity => {
  if (dollarsPerYear === null || dollarsPerYear < 100) return 'info';
  if (dollarsPerYear < 1000) return 'low';
  return dollarsPerYear < 10_000 ? 'medium' : 'high';
};

/** The cost per year as a sentence shows it; null where no price is set. */
export const yearlyCost = (dollarsPerYear: number | null, currency: string): Money | null =>
  dollarsPerYear === null ? null : { amount: dollarsPerYear, currency };

/** A product as a sentence names it. A product without a name in Microsoft's list has only its part number. */
export const namedSku = (sku: Pick<TenantSku, 'skuId' | 'name' | 'partNumber'> | undefined): NamedObject => ({
  kind: 'sku',
  id: sku?.skuId ?? 'unknown',
  name: sku === undefined || sku.name === sku.partNumber ? null : sku.name,
});

/** A price as evidence, with its source. */
export const priceEvidence = (price: ReturnType<Posture['prices']['priceOf']>) =>
  price === null
    ? null
    : {
        perSeatMonth: dollarsOf(price.centsPerSeatMonth),
        currency: price.currency,
        term: price.term,
        source: price.source,
        asOf: price.asOf,
        validFrom: price.validFrom ?? null,
      };
