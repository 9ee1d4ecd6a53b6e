import { matches } from '#shared/book/finding-filters.ts';
import { readMemberNames } from '#shared/book/member-names.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { pageOfFindings } from './page-of-findings.ts';

type Op = typeof contract.operations.listCustomerFindings;

/**
 * Where a tenant has several customers, a finding about a user is listed only at the customer of that user's domain.
 */
export const listCustomerFindings = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const now = deps.clock.now();
  const [{ customer, tenants }, memberNames] = await Promise.all([
    readCustomer(caller, params.customerId, deps),
    readMemberNames(caller, deps),
  ]);
  const found = await Promise.all(
    tenants.map(async (tenant) => {
      const rows = await deps.rows.ofTenant(caller, tenant.connection.tenantId);
      return rows
        .filter((row) => matches(row, tenant, query, now) && belongsTo(customer, tenant.linked, row))
        .map((row) => ({ row, tenant }));
    }),
  );
  const { items, nextCursor, groups } = await pageOfFindings(found.flat(), {
    cursors: deps.cursors,
    caller,
    query,
    list: `findings of ${customer.customerId}`,
    memberNames,
  });
  return {
    body: {
      items: items.map(({ row, tenant }) => storedFindingAnswer(row, tenant, { now, memberNames })),
      nextCursor,
      groups,
      ...(await currentSyncStatus(caller, judgedSurfaces, tenants, deps.surfaceStatesOf)),
    },
  };
};
