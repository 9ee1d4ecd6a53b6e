import { dollarsOf } from '#shared/kernel/dollar-amounts.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';

/** The severity for a cost per year in the currency of the price list; `info` without a price (rules 29). */
export const severityOfYearlyCost = (dollarsPerYear: number | null): Severity => {
  if (dollarsPerYear === null || dollarsPerYear < 100) return 'info';
  if (dollarsPerYear < 1000) return 'low';
  return dollarsPerYear < 10_000 ? 'medium' : 'high';
};

/** The cost per year as the end of a sentence. */
export const yearlyCostText = (dollarsPerYear: number | null, currency: string): string =>
  dollarsPerYear === null ? 'no price is set for it' : `${dollarsPerYear.toFixed(2)} ${currency} a year at list price`;

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
