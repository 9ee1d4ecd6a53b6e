import { withExpiredSuppressions } from '#shared/judging/summary.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customer, Customers } from '#shared/store/customer-store.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';
import type { TenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { bookTenants, type LinkedTenant } from './book-tenants.ts';

export interface BookPorts {
  readonly customers: Pick<Customers, 'list'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly summaries: Pick<TenantSummaries, 'ofMsp'>;
  readonly rows: Pick<FindingRows, 'reopenedByExpiry'>;
}

/**
 * Reads the whole book with four queries, however many tenants there are. `expired` are findings that are open again
 * since the summaries were made; the returned summaries count them.
 */
export const readBook = async (scope: MspScope, { customers, connections, summaries, rows }: BookPorts) => {
  const [companies, connected, judged, expired] = await Promise.all([
    customers.list(scope),
    connections.list(scope),
    summaries.ofMsp(scope),
    rows.reopenedByExpiry(scope),
  ]);
  const byTenant = Map.groupBy(expired, ({ tenantId }) => tenantId);
  const counted = judged.map((summary) => withExpiredSuppressions(summary, byTenant.get(summary.tenantId) ?? []));
  return { customers: companies, tenants: bookTenants(connected, companies, counted), expired };
};

export interface CustomerPorts {
  readonly customers: Pick<Customers, 'get' | 'linkedTo'>;
  readonly connections: Pick<Connections, 'linkedTo' | 'ofTenant' | 'get'>;
  readonly summaries: Pick<TenantSummaries, 'ofTenant'>;
}

/** Reads one tenant with the time of its last judgment. */
export const readTenant = async (
  scope: MspScope,
  connection: Connection,
  { customers, summaries }: Pick<CustomerPorts, 'customers' | 'summaries'>,
): Promise<LinkedTenant> => {
  const [linked, summary] = await Promise.all([
    customers.linkedTo(scope, connection),
    summaries.ofTenant(scope, connection.tenantId),
  ]);
  return { connection, linked, summary };
};

/**
 * Reads one customer and its tenants. A customer that never existed, was removed or belongs to another MSP gives the
 * same error.
 */
export const readCustomer = async (
  scope: MspScope,
  customerId: CustomerId,
  ports: CustomerPorts,
): Promise<{ readonly customer: Customer; readonly tenants: readonly LinkedTenant[] }> => {
  const customer = await ports.customers.get(scope, customerId);
  if (customer === undefined) throw new AppError('NotFound', `there is no customer ${customerId}`);
  const own = await ports.connections.linkedTo(scope, customer);
  return { customer, tenants: await Promise.all(own.map((connection) => readTenant(scope, connection, ports))) };
};
