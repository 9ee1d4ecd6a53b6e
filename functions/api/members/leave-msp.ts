import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.leaveMsp;

/** Ends the caller's own membership. An identity has one membership, so this is how a person joins another MSP. */
export const leaveMsp = async (
  { caller, requestId }: ApiRequest<Op, MemberScope>,
  { members, tokens, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  const { memberId } = caller;
  await audited(audit, caller, { action: 'member.left', target: memberId, requestId }, async () => {
    await members.remove(caller, memberId);
    await tokens.revokeAllOf(caller, memberId);
  });
  return { body: undefined };
};
