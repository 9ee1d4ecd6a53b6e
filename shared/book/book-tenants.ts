import type { CustomerId } from '#shared/kernel/ids.ts';
import { customerMatcher } from '#shared/kernel/linked-customers.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { StoredSummary } from '#shared/store/tenant-summary-store.ts';

/**
 * A connected tenant with its customers and the time of its last judgment; no summary before the first run. The counts
 * of the summary are left out: they miss mutes that ended since, and a page of one tenant reads its findings.
 */
export interface LinkedTenant {
  readonly connection: Connection;
  readonly linked: readonly Customer[];
  readonly summary: Pick<StoredSummary, 'tenantName' | 'judgedAt'> | undefined;
}

/** A tenant with its full summary, corrected by the mutes that ended since. Only the whole book is read this way. */
export interface BookTenant extends LinkedTenant {
  readonly summary: StoredSummary | undefined;
}

/** A row of the book: a customer with its tenants, or a tenant without a customer. */
export interface BookLine {
  readonly customer: Customer | undefined;
  readonly tenants: readonly BookTenant[];
}

export const customerIdsOf = ({ linked }: LinkedTenant): CustomerId[] => linked.map(({ customerId }) => customerId);

/** The tenant id, until the name was read. */
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

/** All customers, and all tenants without a customer. */
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
