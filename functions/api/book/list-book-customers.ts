import type { z } from 'zod';
import { pageOfList } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import { bookLines, isRefused, tenantNameOf } from '#shared/book/book-tenants.ts';
import {
  customerSortKey,
  lineIdOf,
  type RankedCustomer,
  rankedCustomer,
  worstFindingAnswer,
} from '#shared/book/by-customer.ts';
import { combinedTenantNumbers, unknownTenantNumbers, worstBadge } from '#shared/book/combined-numbers.ts';
import { readAssigneeNames } from '#shared/book/member-names.ts';
import { readBook } from '#shared/book/read-book.ts';
import { bookSyncStatus } from '#shared/book/surface-counts.ts';
import { syncStatusWhenJudged } from '#shared/book/sync-status.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { percent } from '#shared/posture/tenant-numbers.ts';
import type { CustomerLine, contract } from './contract.ts';
import type { Deps } from './deps.ts';

type AnswerContext = Parameters<typeof worstFindingAnswer>[1];
type Op = typeof contract.operations.listBookCustomers;

const toCustomerLine = (ranked: RankedCustomer, context: AnswerContext): z.input<typeof CustomerLine> => {
  const { customer, tenants } = ranked.line;
  const { users, secureScore } = combinedTenantNumbers(
    tenants.map(({ summary }) => summary?.numbers ?? unknownTenantNumbers),
  );
  return {
    customerId: customer?.customerId ?? null,
    name: ranked.name,
    tenantIds: tenants.map(({ connection }) => connection.tenantId),
    tenantNames: tenants.map((tenant) => tenantRefOf(tenant).tenantName),
    open: ranked.open,
    worst: worstFindingAnswer(ranked, context),
    mfaBadge: worstBadge(tenants.map(({ summary }) => summary?.badge ?? 'unknown')),
    mfaCapablePercent: percent(users.capable, users.of),
    mfaEnforcedPercent: percent(users.enforced, users.of),
    secureScorePercent: percent(secureScore?.current ?? null, secureScore?.max ?? null),
    seen: ranked.seen,
    stale: tenants.some(isRefused),
    ...syncStatusWhenJudged(judgedSurfaces, tenants),
  };
};

const sorts = { worst: customerSortKey, name: ({ name }: RankedCustomer) => folded(name) };

/** Reads only the book partition, whatever the number of tenants. */
export const listBookCustomers = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customers, tenants } = await readBook(caller, deps);
  const ranked = bookLines(customers, tenants).map(rankedCustomer);
  const { items, nextCursor } = await pageOfList(ranked, {
    cursors: deps.cursors,
    caller,
    query,
    list: 'book customers',
    sorts,
    defaultSort: 'worst',
    idOf: ({ line }) => lineIdOf(line),
    textOf: ({ name, line }) => [name, ...line.tenants.map(tenantNameOf)].join(' '),
  });
  const shown = items.flatMap(({ worst }) => worst?.row ?? []);
  const context = { now: deps.clock.now(), memberNames: await readAssigneeNames(caller, shown, deps) };
  return {
    body: {
      items: items.map((item) => toCustomerLine(item, context)),
      nextCursor,
      ...bookSyncStatus(judgedSurfaces, tenants),
    },
  };
};
