import type { NamedSku } from './sku-finder.ts';

export interface ContractedSeats extends NamedSku {
  readonly seats: number;
}

/** Seats by SKU that are billed and may be used in one tenant. */
export interface KnownContract {
  readonly kind: 'known';
  readonly seats: readonly ContractedSeats[];
}

/** `none`: nobody has said what is billed. `unknown`: it was said, and cannot be compared. */
export interface MissingContract {
  readonly kind: 'none' | 'unknown';
  readonly reason: string;
}

export type TenantContract = KnownContract | MissingContract;

/** What one customer's contract says, or that it has none. */
export interface CustomerContract {
  readonly customer: string;
  readonly seats: readonly ContractedSeats[] | undefined;
}

/** Seats in use in a tenant by SKU; null where its licenses could not be read. */
export type SeatsInUse = ReadonlyMap<string, number> | null;

/**
 * The part of the contracts of a tenant's customers that is left for it. A tenant of several customers may use what all of them pay for, once each has a
 * contract. A contract that covers several tenants is used up in the order of their ids, so that no seat is paid for twice: `before` are the tenants that come first.
 */
export const remainingContract = (
  customers: readonly CustomerContract[],
  before: readonly SeatsInUse[],
): TenantContract => {
  if (customers.length === 0) return { kind: 'none', reason: 'the tenant belongs to no customer' };
  const without = customers.filter(({ seats }) => seats === undefined).map(({ customer }) => customer);
  if (without.length > 0) return { kind: 'none', reason: `no contract is stored of ${without.join(' and ')}` };
  const readable = before.filter((seats) => seats !== null);
  if (readable.length < before.length) {
    return { kind: 'unknown', reason: 'the contract covers another tenant too, whose licenses could not be read' };
  }
  const billed = new Map<string, ContractedSeats>();
  for (const each of customers.flatMap(({ seats }) => seats ?? [])) {
    billed.set(each.skuId, { ...each, seats: each.seats + (billed.get(each.skuId)?.seats ?? 0) });
  }
  const usedBefore = (skuId: string): number => readable.reduce((sum, seats) => sum + (seats.get(skuId) ?? 0), 0);
  return {
    kind: 'known',
    seats: [...billed.values()].map((each) => ({ ...each, seats: Math.max(0, each.seats - usedBefore(each.skuId)) })),
  };
};
