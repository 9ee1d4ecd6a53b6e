import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { matches } from './filters.ts';

type Op = typeof contract.operations.listCustomerFindings;

/**
 * Where a tenant has several customers, a finding about a user is listed only at the customer of that user's domain.
 */
export const listCustomerFindings = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const now = deps.clock.now();
  const { customer, tenants } = await readCustomer(caller, params.customerId, deps);
  const found = await Promise.all(
    tenants.map(async (tenant) => {
      const rows = await deps.rows.ofTenant(caller, tenant.connection.tenantId);
      return rows
        .filter((row) => matches(row, query, now) && belongsTo(customer, tenant.linked, row))
        .map((row) => ({ row, tenant }));
    }),
  );
  const { items, nextCursor } = await paginate(
    found.flat().sort((one, other) => (one.row.rank < other.row.rank ? -1 : 1)),
    {
      cursors: deps.cursors,
      caller,
      query,
      list: listName(`findings of ${customer.customerId}`, query),
      position: z.string().min(1),
      positionOf: ({ row }) => row.rank,
      isAfter: ({ row }, rank) => row.rank > rank,
    },
  );
  return {
    body: {
      items: items.map(({ row, tenant }) => storedFindingAnswer(row, tenant, now)),
      nextCursor,
      ...(await currentSyncStatus(caller, judgedSurfaces, tenants, deps.surfaceStatesOf)),
    },
  };
};
