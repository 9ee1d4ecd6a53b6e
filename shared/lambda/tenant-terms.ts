import { z } from 'zod';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type PricesInForce, pricesInForce } from '#shared/licensing/prices-in-force.ts';
import { remainingContract, type SeatsInUse, type TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { connections } from '#shared/store/connection-store.ts';
import { contracts } from '#shared/store/contract-store.ts';
import { type Customer, customers } from '#shared/store/customer-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { priceOverrides } from '#shared/store/price-override-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { Table } from '#shared/store/table.ts';
import { License } from '#shared/surfaces/licenses/schema.ts';

/** The prices and the contract that the MSP agreed on with the customers of a tenant. */
interface Terms {
  readonly prices: PricesInForce;
  readonly contract: TenantContract;
}

export type ReadTerms = (scope: MspScope, connection: Connection) => Promise<Terms>;

/**
 * Reads the prices and the contract of one tenant. Other tenants are read only where the contract may cover them too.
 */
export const tenantTerms = (table: Table): ReadTerms => {
  const stores = { customers: customers(table), connections: connections(table), contracts: contracts(table) };
  const [overrides, records, states] = [priceOverrides(table), facts(table), surfaceStates(table)];

  const inUse = async ({ mspId }: MspScope, tenantId: TenantId): Promise<SeatsInUse> => {
    const scope = openTenantScope(mspId, tenantId);
    const { licenses } = await states.ofTenant(scope);
    if (licenses?.state !== 'ok') return null;
    const held = z.array(License).parse(await records.ofSurface(scope, 'licenses'));
    return new Map(held.map(({ skuId, consumed }) => [skuId, consumed]));
  };

  /** Tenants of these customers whose ids sort before this one. */
  const tenantsBefore = async (scope: MspScope, own: Connection, linked: readonly Customer[]): Promise<TenantId[]> => {
    const theirs = await Promise.all(linked.map((customer) => stores.connections.linkedTo(scope, customer)));
    const tenantIds = new Set(theirs.flat().map(({ tenantId }) => tenantId));
    return [...tenantIds].filter((tenantId) => tenantId < own.tenantId);
  };

  const contractFor = async (
    scope: MspScope,
    connection: Connection,
    linked: readonly Customer[],
  ): Promise<TenantContract> => {
    const agreed = await Promise.all(
      linked.map(async ({ name, customerId }) => {
        const inForce = await stores.contracts.inForce(scope, customerId);
        return { customer: name, seats: inForce?.skus };
      }),
    );
    if (agreed.every(({ seats }) => seats === undefined)) return remainingContract(agreed, []);
    const before = await tenantsBefore(scope, connection, linked);
    return remainingContract(agreed, await Promise.all(before.map((tenantId) => inUse(scope, tenantId))));
  };

  return async (scope, connection) => {
    const linked = await stores.customers.linkedTo(scope, connection);
    const [ofMsp, ofCustomers, contract] = await Promise.all([
      overrides.ofOwner(scope, 'MSP'),
      Promise.all(linked.map(({ customerId }) => overrides.ofOwner(scope, customerId))),
      contractFor(scope, connection, linked),
    ]);
    const prices = pricesInForce({
      msp: ofMsp?.prices ?? [],
      customers: ofCustomers.map((own) => own?.prices ?? []),
    });
    return { prices, contract };
  };
};
