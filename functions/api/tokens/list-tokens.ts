import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AccessTokenId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.listTokens;

export const listTokens = async (
  { caller, query }: ApiRequest<Op, MemberScope>,
  { tokens, cursors }: Deps,
): Promise<ApiAnswer<Op>> => {
  const page = await paginate(await tokens.list(caller), {
    cursors,
    caller,
    query,
    list: listName('tokens'),
    position: AccessTokenId,
    positionOf: ({ tokenId }) => tokenId,
    isAfter: ({ tokenId }, position) => tokenId > position,
  });
  return { body: { ...page, items: page.items.map(toAnswer) } };
};
