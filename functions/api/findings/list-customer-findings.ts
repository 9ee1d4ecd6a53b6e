import { storedFindingAnswer } from '#shared/book/stored-finding-answer.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { pageOfFindings } from './page-of-findings.ts';
import { readCustomerFindings } from './read-customer-findings.ts';

type Op = typeof contract.operations.listCustomerFindings;

export const listCustomerFindings = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const read = await readCustomerFindings(caller, params.customerId, query, deps);
  const { now, customer, tenants, memberNames, found } = read;
  const { items, nextCursor, groups } = await pageOfFindings(found, {
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
