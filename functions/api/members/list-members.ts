import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.listMembers;

export const listMembers = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { members, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const page = await paginate(await members.list(caller), {
    cursors,
    caller,
    query,
    list: listName('members'),
    position: MemberId,
    positionOf: ({ memberId }) => memberId,
    isAfter: ({ memberId }, position) => memberId > position,
  });
  return { body: { ...page, items: page.items.map(toAnswer) } };
};
