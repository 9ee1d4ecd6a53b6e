import type { z } from 'zod';
import { dollarsOf, sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { type ContractedSku, contractedSkus, uncontractedCentsPerYear } from '#shared/posture/licenses/contracted.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { LicensedTenant } from './seat-answers.ts';
import type { ContractedSkuAnswer, LicensesView } from './shape.ts';

type Comparison = z.input<typeof LicensesView>['contract'];
type SkuAnswer = z.input<typeof ContractedSkuAnswer>;

const dollars = (cents: number | null): number | null => (cents === null ? null : dollarsOf(cents));

/** The sum of the amounts: 0 if there are none, null if one has no price. */
const totalOf = (amounts: readonly (number | null)[]): number | null =>
  amounts.length === 0 ? 0 : sumOfDollars(amounts);

/**
 * One SKU over the tenants of a customer, ordered by tenant id. Each tenant takes from the billed seats what the
 * tenants before it left, so the value of the first one is the whole.
 */
const skuAnswer = (ofTenants: readonly ContractedSku[]): SkuAnswer[] => {
  const [first] = ofTenants;
  if (first === undefined) return [];
  const { skuId, partNumber, name, centsPerSeatYear } = first;
  const sum = (of: (sku: ContractedSku) => number): number => ofTenants.reduce((total, sku) => total + of(sku), 0);
  const [inUse, uncontracted] = [sum((sku) => sku.inUse), sum((sku) => sku.uncontracted)];
  const overContracted = Math.max(0, first.billed - inUse);
  const overCents = centsPerSeatYear === null ? null : overContracted * centsPerSeatYear;
  return [
    {
      skuId,
      partNumber,
      name,
      billed: first.billed,
      inUse,
      uncontracted,
      overContracted,
      uncontractedDollarsPerYear: totalOf(ofTenants.map((sku) => dollars(uncontractedCentsPerYear(sku)))),
      overContractedDollarsPerYear: overContracted === 0 ? 0 : dollars(overCents),
    },
  ];
};

/** Why the contract cannot be compared; undefined if it can. */
const obstacleOf = (tenants: readonly LicensedTenant[]): Pick<Comparison, 'state' | 'reason'> | undefined => {
  if (tenants.length === 0) return { state: 'none', reason: 'the customer has no tenant' };
  for (const { posture } of tenants) {
    const { contract } = posture;
    if (contract === undefined) return { state: 'none', reason: 'no contract is stored' };
    if (contract.kind !== 'known') return { state: contract.kind, reason: contract.reason };
    if (!hasFacts(posture, 'licenses')) return { state: 'unknown', reason: 'licenses could not be read' };
  }
  return undefined;
};

/**
 * Compares billed seats with seats in use, and returns the yearly cost of seats that are used but not billed; null if
 * it is not known.
 */
export const contractComparison = (
  tenants: readonly LicensedTenant[],
): { readonly comparison: Comparison; readonly uncontractedDollarsPerYear: number | null } => {
  const obstacle = obstacleOf(tenants);
  if (obstacle !== undefined) {
    const comparison = { ...obstacle, skus: [], overContractedDollarsPerYear: null };
    return { comparison, uncontractedDollarsPerYear: null };
  }
  const inOrder = tenants.toSorted((one, other) => (one.posture.tenant.id < other.posture.tenant.id ? -1 : 1));
  const ofTenants = inOrder.flatMap(({ posture }) => contractedSkus(posture) ?? []);
  const skus = [...Map.groupBy(ofTenants, ({ skuId }) => skuId).values()].flatMap(skuAnswer);
  const sumOver = (of: (sku: SkuAnswer) => number, amount: (sku: SkuAnswer) => number | null): number | null =>
    totalOf(skus.filter((sku) => of(sku) > 0).map(amount));
  return {
    comparison: {
      state: 'known',
      reason: null,
      skus: skus.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      overContractedDollarsPerYear: sumOver(
        ({ overContracted }) => overContracted,
        ({ overContractedDollarsPerYear }) => overContractedDollarsPerYear,
      ),
    },
    uncontractedDollarsPerYear: sumOver(
      ({ uncontracted }) => uncontracted,
      ({ uncontractedDollarsPerYear }) => uncontractedDollarsPerYear,
    ),
  };
};
