import type { NamedSku } from './sku-finder.ts';

export interface ContractedSeats extends NamedSku {
  readonly seats: number;
}

/** The billed seats by SKU that one tenant may use. */
export interface KnownContract {
  readonly kind: 'known';
  readonly seats: readonly ContractedSeats[];
}

/** `none`: no contract is stored. `unknown`: the contract cannot be compared with the seats in use. */
export interface MissingContract {
  readonly kind: 'none' | 'unknown';
  readonly reason: string;
}

export type TenantContract = KnownContract | MissingContract;

/** The contract of one customer; `seats` is undefined when it has none. */
export interface CustomerContract {
  readonly customer: string;
  readonly seats: readonly ContractedSeats[] | undefined;
}

/** Seats in use by SKU in one tenant; null when its licenses could not be read. */
export type SeatsInUse = ReadonlyMap<string, number> | null;

/**
 * The contracted seats that are left for a tenant. A tenant of several customers may use the seats of all of them, once
 * each has a contract. A contract for several tenants is used up in the order of the tenant ids, so that no seat counts
 * twice: `earlierTenants` are the seats in use of the earlier tenants.
 */
export const remainingContract = (
  customers: readonly CustomerContract[],
  earlierTenants: readonly SeatsInUse[],
): TenantContract => {
  if (customers.length === 0) return { kind: 'none', reason: 'the tenant belongs to no customer' };
  const withoutContract = customers.filter(({ seats }) => seats === undefined).map(({ customer }) => customer);
  if (withoutContract.length > 0)
    return { kind: 'none', reason: `no contract is stored for ${withoutContract.join(' and ')}` };
  const readable = earlierTenants.filter((seats) => seats !== null);
  if (readable.length < earlierTenants.length) {
    return { kind: 'unknown', reason: 'the contract also covers another tenant whose licenses could not be read' };
  }
  const billed = new Map<string, ContractedSeats>();
  for (const each of customers.flatMap(({ seats }) => seats ?? [])) {
    billed.set(each.skuId, { ...each, seats: each.seats + (billed.get(each.skuId)?.seats ?? 0) });
  }
  const usedByEarlierTenants = (skuId: string): number =>
    readable.reduce((sum, seats) => sum + (seats.get(skuId) ?? 0), 0);
  return {
    kind: 'known',
    seats: [...billed.values()].map((each) => ({
      ...each,
      seats: Math.max(0, each.seats - usedByEarlierTenants(each.skuId)),
    })),
  };
};
