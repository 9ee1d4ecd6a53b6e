import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { contract } from './contract.ts';
import { toAnswer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listCustomers;

/** Sorted by name, then by id, because names may be equal. */
const Position = z.tuple([z.string(), z.string()]);

const compare = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0].localeCompare(b[0], 'en') || a[1].localeCompare(b[1], 'en');

const positionOf = ({ name, customerId }: Customer): [string, string] => [name, customerId];

export const listCustomers = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { customers, connections, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const [all, connected] = await Promise.all([customers.list(caller), connections.list(caller)]);
  const { items, nextCursor } = await paginate(all, {
    cursors,
    caller,
    query,
    list: listName('customers'),
    position: Position,
    positionOf,
    isAfter: (customer, from) => compare(positionOf(customer), from) > 0,
  });
  return { body: { items: items.map((customer) => toAnswer(customer, connected)), nextCursor } };
};
