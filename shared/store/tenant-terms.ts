import { z } from 'zod';
import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import { type PricesInForce, pricesInForce } from '#shared/licensing/prices-in-force.ts';
import { remainingContract, type SeatsInUse, type TenantContract } from '#shared/licensing/tenant-contract.ts';
import { License } from '#shared/surfaces/licenses/schema.ts';
import type { Connection } from './connection-record.ts';
import { connections } from './connection-store.ts';
import { contracts } from './contract-store.ts';
import { type Customer, customers } from './customer-store.ts';
import { facts } from './fact-store.ts';
import { priceOverrides } from './price-override-store.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';

/** The prices and the contract that the MSP agreed on with the customers of a tenant. */
interface Terms {
  readonly prices: PricesInForce;
  readonly contract: TenantContract;
}

/** Opens the scope of a tenant of the caller's MSP. A store never opens scopes itself, so the wiring gives it. */
export type OpenTenant = (mspId: MspId, tenantId: TenantId) => TenantScope;

export type ReadTerms = (scope: MspScope, connection: Connection) => Promise<Terms>;

/**
 * Reads the prices and the contract of one tenant. Other tenants are read only where the contract may cover them too.
 */
export const tenantTerms = (table: Table, openTenant: OpenTenant): ReadTerms => {
  const stores = { customers: customers(table), connections: connections(table), contracts: contracts(table) };
  const [overrides, records, states] = [priceOverrides(table), facts(table), surfaceStates(table)];

  const inUse = async ({ mspId }: MspScope, tenantId: TenantId): Promise<SeatsInUse> => {
    const scope = openTenant(mspId, tenantId);
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
        const seats = inForce?.skus.map((sku) => ({
          skuId: sku.skuId,
          partNumber: sku.partNumber,
          name: sku.name,
          seats: sku.seats,
        }));
        return { customer: name, seats };
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
