import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { type LinkedTenant, tenantNameOf } from './book-tenants.ts';
import { type CustomerPorts, readCustomer } from './read-book.ts';
import { currentSyncStatus, type ReadSurfaceStates, type SyncStatus } from './sync-status.ts';

/** The ports of every view of a customer. */
export interface ViewPorts extends CustomerPorts {
  readonly surfaceStatesOf: ReadSurfaceStates;
  /** The stored facts of these surfaces only. */
  postureOf(scope: MspScope, tenant: LinkedTenant, surfaceIds: readonly string[]): Promise<Posture>;
}

/** A tenant of the customer with its posture. */
export interface TenantPosture {
  readonly tenant: LinkedTenant;
  readonly posture: Posture;
}

export interface CustomerPostures {
  readonly customer: Customer;
  /** Empty if the customer has no tenant. */
  readonly tenants: readonly TenantPosture[];
  readonly synced: SyncStatus;
}

/** Reads one customer with the facts that a view needs and the states of their surfaces. */
export const readPostures = async (
  scope: MspScope,
  customerId: CustomerId,
  surfaceIds: readonly string[],
  ports: ViewPorts,
): Promise<CustomerPostures> => {
  const { customer, tenants } = await readCustomer(scope, customerId, ports);
  const [postures, synced] = await Promise.all([
    Promise.all(tenants.map(async (tenant) => ({ tenant, posture: await ports.postureOf(scope, tenant, surfaceIds) }))),
    currentSyncStatus(scope, surfaceIds, tenants, ports.surfaceStatesOf),
  ]);
  return { customer, tenants: postures, synced };
};

/** Sentences about several tenants. Each names its tenant if there is more than one. */
export const sentencesByTenant = (
  tenants: readonly TenantPosture[],
  say: (posture: Posture) => readonly string[],
): string[] =>
  tenants.flatMap(({ tenant, posture }) =>
    say(posture).map((sentence) => (tenants.length === 1 ? sentence : `${tenantNameOf(tenant)}: ${sentence}`)),
  );
