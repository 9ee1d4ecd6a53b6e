import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.revokeToken;

export const revokeToken = async (
  { caller, params: { tokenId }, requestId }: ApiRequest<Op, MemberScope>,
  { tokens, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  await audited(audit, caller, { action: 'token.revoked', target: tokenId, requestId }, () =>
    tokens.revoke(caller, tokenId),
  );
  return { body: undefined };
};
