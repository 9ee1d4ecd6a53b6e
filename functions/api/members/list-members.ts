import { pageOfList } from '#shared/api/page-of-list.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Member } from '#shared/store/member-record.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.listMembers;

const sorts = { invited: ({ memberId }: Member) => memberId, email: ({ email }: Member) => email };

export const listMembers = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { members, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const all = await members.list(caller);
  const matching = all.filter(
    ({ role, state }) => (query.role?.includes(role) ?? true) && (query.state?.includes(state) ?? true),
  );
  const page = await pageOfList(matching, {
    cursors,
    caller,
    query,
    list: 'members',
    sorts,
    defaultSort: 'invited',
    idOf: ({ memberId }) => memberId,
    textOf: ({ email }) => email,
  });
  return { body: { ...page, items: page.items.map(toAnswer) } };
};
