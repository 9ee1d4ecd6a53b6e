import { pageOfList } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { AccessToken } from '#shared/store/access-token-store.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.listTokens;

const sorts = {
  oldest: ({ tokenId }: AccessToken) => tokenId,
  name: ({ name }: AccessToken) => folded(name),
  expiry: ({ expiresAt }: AccessToken) => expiresAt,
};

export const listTokens = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { tokens, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const page = await pageOfList(await tokens.list(caller), {
    cursors,
    caller,
    query,
    list: 'tokens',
    sorts,
    defaultSort: 'oldest',
    idOf: ({ tokenId }) => tokenId,
    textOf: ({ name }) => name,
  });
  return { body: { ...page, items: page.items.map(toAnswer) } };
};
