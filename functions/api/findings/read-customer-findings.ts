import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { type FindingFilters, matches } from '#shared/book/finding-filters.ts';
import { type MemberNames, readMemberNames } from '#shared/book/member-names.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { Deps } from './deps.ts';

interface CustomerFindings {
  readonly now: Date;
  readonly customer: Customer;
  readonly tenants: readonly LinkedTenant[];
  readonly memberNames: MemberNames;
  readonly found: readonly { readonly row: StoredFinding; readonly tenant: LinkedTenant }[];
}

/**
 * All findings of a customer that match the filters. Where a tenant has several customers, a finding about a user
 * belongs only to the customer of that user's domain.
 */
export const readCustomerFindings = async (
  caller: MemberScope,
  customerId: CustomerId,
  filters: FindingFilters,
  deps: Deps,
): Promise<CustomerFindings> => {
  const now = deps.clock.now();
  const [{ customer, tenants }, memberNames] = await Promise.all([
    readCustomer(caller, customerId, deps),
    readMemberNames(caller, deps),
  ]);
  const found = await Promise.all(
    tenants.map(async (tenant) => {
      const rows = await deps.rows.ofTenant(caller, tenant.connection.tenantId);
      return rows
        .filter((row) => matches(row, tenant, filters, now) && belongsTo(customer, tenant.linked, row))
        .map((row) => ({ row, tenant }));
    }),
  );
  return { now, customer, tenants, memberNames, found: found.flat() };
};
