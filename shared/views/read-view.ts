import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';
import type { TenantView } from './subject-status.ts';

export interface JudgedViewPorts extends ViewPorts {
  readonly rows: Pick<FindingRows, 'ofTenant'>;
}

/** The input of a view: a customer, the posture and findings of its tenants, and the states of the surfaces. */
export interface CustomerView {
  readonly customer: Customer;
  readonly tenants: readonly TenantView[];
  readonly synced: SyncStatus;
}

export const readView = async (
  scope: MspScope,
  customerId: CustomerId,
  surfaceIds: readonly string[],
  ports: JudgedViewPorts,
): Promise<CustomerView> => {
  const { customer, tenants, synced } = await readPostures(scope, customerId, surfaceIds, ports);
  const rows = await Promise.all(tenants.map(({ tenant }) => ports.rows.ofTenant(scope, tenant.connection.tenantId)));
  return { customer, tenants: tenants.map((tenant, at) => ({ ...tenant, rows: rows[at] ?? [] })), synced };
};
