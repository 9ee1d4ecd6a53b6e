import { withLapsed } from '#shared/findings/summarise.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer, Customers } from '#shared/store/customer.ts';
import type { FindingRows } from '#shared/store/finding.ts';
import type { TenantSummaries } from '#shared/store/tenant-summary.ts';
import { bookTenants, type LinkedTenant } from './portfolio.ts';

export interface BookPorts {
  readonly customers: Pick<Customers, 'list'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly summaries: Pick<TenantSummaries, 'ofMsp'>;
  readonly rows: Pick<FindingRows, 'lapsed'>;
}

/** The whole book: four queries, however many tenants there are. `lapsed`: what is open again since the summaries were made, and counted in them here. */
export const readBook = async (scope: MspScope, { customers, connections, summaries, rows }: BookPorts) => {
  const [companies, connected, judged, lapsed] = await Promise.all([
    customers.list(scope),
    connections.list(scope),
    summaries.ofMsp(scope),
    rows.lapsed(scope),
  ]);
  const byTenant = Map.groupBy(lapsed, ({ tenantId }) => tenantId);
  const counted = judged.map((summary) => withLapsed(summary, byTenant.get(summary.tenantId) ?? []));
  return { customers: companies, tenants: bookTenants(connected, companies, counted), lapsed };
};

export interface CustomerPorts {
  readonly customers: Pick<Customers, 'list'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly summaries: Pick<TenantSummaries, 'ofTenant'>;
}

/** Some tenants, with when each was judged. */
export const readTenants = (
  scope: MspScope,
  connections: readonly Connection[],
  customers: readonly Customer[],
  { summaries }: Pick<CustomerPorts, 'summaries'>,
): Promise<readonly LinkedTenant[]> =>
  Promise.all(
    connections.map(async (connection) => ({
      connection,
      linked: linkedCustomers(connection, customers),
      summary: await summaries.ofTenant(scope, connection.tenantId),
    })),
  );

/** One customer and its tenants. The same refusal whether it never was, is gone, or is another MSP's. */
export const readCustomer = async (
  scope: MspScope,
  customerId: CustomerId,
  ports: CustomerPorts,
): Promise<{ readonly customer: Customer; readonly tenants: readonly LinkedTenant[] }> => {
  const [customers, connections] = await Promise.all([ports.customers.list(scope), ports.connections.list(scope)]);
  const customer = customers.find((each) => each.customerId === customerId);
  if (customer === undefined) throw new AppError('NotFound', `there is no customer ${customerId}`);
  const own = connections.filter((connection) => linkedCustomers(connection, [customer]).length > 0);
  return { customer, tenants: await readTenants(scope, own, customers, ports) };
};
