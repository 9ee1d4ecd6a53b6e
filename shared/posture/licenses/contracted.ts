import { catalogSku } from '#shared/licensing/sku-catalog.ts';
import type { ContractedSeats } from '#shared/licensing/tenant-contract.ts';
import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import { skusOf } from './skus.ts';

/** Seats of one SKU that are billed, beside those that are in use. */
export interface ContractedSku extends Omit<ContractedSeats, 'seats'> {
  readonly billed: number;
  /** Held by somebody, of a SKU that is paid for. */
  readonly inUse: number;
  /** In use and not billed. */
  readonly uncontracted: number;
  /** Null without a price. */
  readonly centsPerSeatYear: number | null;
}

const monthsInYear = 12;

/** SKUs of the tenant that somebody pays for, and those that are billed, by name. Undefined where no contract is known to compare with. */
export const contractedSkus = derived((posture: Posture): readonly ContractedSku[] | undefined => {
  const { contract, prices } = posture;
  if (contract?.kind !== 'known') return undefined;
  const billed = new Map(contract.seats.map((each) => [each.skuId, each]));
  const bought = skusOf(posture).filter(({ isBilled }) => isBilled);
  const inUse = new Map(bought.map(({ skuId, consumed }) => [skuId, consumed]));
  const named = new Map(
    [...contract.seats, ...bought].map(({ skuId, partNumber, name }) => [skuId, { skuId, partNumber, name }]),
  );
  return [...named.values()]
    .filter(({ skuId }) => (catalogSku(skuId)?.mark ?? null) === null)
    .map((sku) => {
      const [seats, used] = [billed.get(sku.skuId)?.seats ?? 0, inUse.get(sku.skuId) ?? 0];
      const price = prices.priceOf(sku.skuId);
      return {
        ...sku,
        ...{ billed: seats, inUse: used, uncontracted: Math.max(0, used - seats) },
        centsPerSeatYear: price === null ? null : price.centsPerSeatMonth * monthsInYear,
      };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
});

/** What seats cost that are used and not billed; null without a price. */
export const uncontractedCentsPerYear = ({ uncontracted, centsPerSeatYear }: ContractedSku): number | null => {
  if (uncontracted === 0) return 0;
  return centsPerSeatYear === null ? null : uncontracted * centsPerSeatYear;
};
