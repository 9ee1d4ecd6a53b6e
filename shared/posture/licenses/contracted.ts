import { catalogSku } from '#shared/licensing/sku-catalog.ts';
import { holderOf } from '#shared/licensing/sku-holders.ts';
import type { ContractedSeats } from '#shared/licensing/tenant-contract.ts';
import { derived } from '../derived.ts';
import type { Posture } from '../posture.ts';
import { skusById, skusOf } from './skus.ts';

/** Billed seats of one SKU beside the seats in use. */
export interface ContractedSku extends Omit<ContractedSeats, 'seats'> {
  readonly billed: number;
  /** Assigned seats of a paid SKU. */
  readonly inUse: number;
  /** In use and not billed. */
  readonly uncontracted: number;
  /** Null without a price. */
  readonly centsPerSeatYear: number | null;
}

const monthsInYear = 12;

/** Whether seats in use can be counted: a user can hold the SKU, and it is not free of charge. */
const isComparable = (posture: Posture, skuId: string, partNumber: string): boolean => {
  const known = catalogSku(skuId);
  const holder = skusById(posture).get(skuId)?.holder ?? holderOf(partNumber, known);
  return holder === 'user' && (known?.mark ?? null) === null;
};

/** The paid SKUs of the tenant and the billed SKUs, by name. Undefined if there is no contract to compare with. */
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
    .filter(({ skuId, partNumber }) => isComparable(posture, skuId, partNumber))
    .map((sku) => {
      const [seats, used] = [billed.get(sku.skuId)?.seats ?? 0, inUse.get(sku.skuId) ?? 0];
      const held = skusById(posture).get(sku.skuId);
      const price = held === undefined ? prices.priceOf(sku.skuId) : held.price;
      return {
        ...sku,
        billed: seats,
        inUse: used,
        uncontracted: Math.max(0, used - seats),
        centsPerSeatYear: price === null ? null : price.centsPerSeatMonth * monthsInYear,
      };
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
});

/** The yearly cost of seats that are used but not billed; null without a price. */
export const uncontractedCentsPerYear = ({ uncontracted, centsPerSeatYear }: ContractedSku): number | null => {
  if (uncontracted === 0) return 0;
  return centsPerSeatYear === null ? null : uncontracted * centsPerSeatYear;
};
