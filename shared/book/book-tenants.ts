import type { CustomerId } from '#shared/kernel/ids.ts';
import { customerMatcher } from '#shared/kernel/linked-customers.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { StoredSummary } from '#shared/store/tenant-summary-store.ts';

/**
 * A connected tenant, the customers it belongs to, and when it was judged; no summary before its first run. What a summary counts is not here: a mute that ended since is
 * missing from it, and whoever looks at one tenant has its findings.
 */
export interface LinkedTenant {
  readonly connection: Connection;
  readonly linked: readonly Customer[];
  readonly summary: Pick<StoredSummary, 'tenantName' | 'judgedAt'> | undefined;
}

/** The same with all that was judged of it, and with what is open again since: only the whole book is read so. */
export interface BookTenant extends LinkedTenant {
  readonly summary: StoredSummary | undefined;
}

/** One line of the book: a customer with its tenants, or a tenant that belongs to none. */
export interface BookLine {
  readonly customer: Customer | undefined;
  readonly tenants: readonly BookTenant[];
}

export const customerIdsOf = ({ linked }: LinkedTenant): CustomerId[] => linked.map(({ customerId }) => customerId);

/** Until a tenant's name was read, its id stands in for it. */
export const tenantNameOf = ({ connection, summary }: LinkedTenant): string =>
  connection.tenantName ?? summary?.tenantName ?? connection.tenantId;

export const isRefused = ({ connection }: Pick<LinkedTenant, 'connection'>): boolean =>
  connection.credential.state === 'refused';

/** Every connected tenant of the MSP. */
export const bookTenants = (
  connections: readonly Connection[],
  customers: readonly Customer[],
  summaries: readonly StoredSummary[],
): readonly BookTenant[] => {
  const byTenant = new Map(summaries.map((summary) => [summary.tenantId, summary]));
  const linksOf = customerMatcher(customers);
  return connections.map((connection) => ({
    connection,
    linked: linksOf(connection),
    summary: byTenant.get(connection.tenantId),
  }));
};

/** Every customer, and every tenant that belongs to none. */
export const bookLines = (customers: readonly Customer[], tenants: readonly BookTenant[]): readonly BookLine[] => {
  const links = tenants.flatMap((tenant) => customerIdsOf(tenant).map((customerId) => ({ customerId, tenant })));
  const byCustomer = Map.groupBy(links, ({ customerId }) => customerId);
  return [
    ...customers.map((customer) => ({
      customer,
      tenants: byCustomer.get(customer.customerId)?.map(({ tenant }) => tenant) ?? [],
    })),
    ...tenants
      .filter(({ linked }) => linked.length === 0)
      .map((tenant) => ({ customer: undefined, tenants: [tenant] })),
  ];
};
