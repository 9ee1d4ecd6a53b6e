import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.removeMember;

export const removeMember = async (
  { caller, params: { memberId }, requestId }: ApiRequest<Op, MemberScope>,
  { members, tokens, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  await audited(audit, caller, { action: 'member.removed', target: memberId, requestId }, async () => {
    await members.remove(caller, memberId);
    // Without the membership the tokens are already refused; revoking them cleans up.
    await tokens.revokeAllOf(caller, memberId);
  });
  return { body: undefined };
};
