import { newestFirst, pageOfList } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { contract } from './contract.ts';
import { toAnswer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listCustomers;

const sorts = {
  name: ({ name }: Customer) => folded(name),
  newest: ({ createdAt }: Customer) => newestFirst(createdAt),
};

export const listCustomers = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { customers, connections, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [all, connected] = await Promise.all([customers.list(caller), connections.list(caller)]);
  const { items, nextCursor } = await pageOfList(all, {
    cursors,
    caller,
    query,
    list: 'customers',
    sorts,
    defaultSort: 'name',
    idOf: ({ customerId }) => customerId,
    textOf: ({ name, domains }) => [name, ...domains.map(({ domain }) => domain)].join(' '),
  });
  return { body: { items: items.map((customer) => toAnswer(customer, connected)), nextCursor } };
};
