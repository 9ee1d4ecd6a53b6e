import { covers } from '#shared/licensing/capabilities.ts';
import type { Seat } from './seats.ts';
import type { TenantSku } from './skus.ts';

/**
 * If two seats have the same capabilities, the more expensive one is redundant. At equal prices, or without a price,
 * the id decides.
 */
const isKeptBefore = (one: TenantSku, other: TenantSku): boolean => {
  const [first, second] = [one.price?.centsPerSeatMonth ?? 0, other.price?.centsPerSeatMonth ?? 0];
  return first === second ? one.skuId < other.skuId : first < second;
};

/**
 * The seats of a user that another seat of the user fully covers, with that seat. Unpaid seats are left out on both
 * sides.
 */
export const overlapsOf = (seats: readonly Seat[]): ReadonlyMap<Seat, TenantSku> => {
  const billed = seats.filter(({ sku }) => sku.isBilled);
  const isWithin = (seat: Seat, other: Seat): boolean =>
    other !== seat &&
    covers(other.capabilities, seat.capabilities) &&
    (!covers(seat.capabilities, other.capabilities) || isKeptBefore(other.sku, seat.sku));
  return new Map(
    billed.flatMap((seat) => {
      if (seat.capabilities.size === 0) return []; // nothing is known of what it does
      const other = billed.find((candidate) => isWithin(seat, candidate));
      return other === undefined ? [] : [[seat, other.sku] as const];
    }),
  );
};
