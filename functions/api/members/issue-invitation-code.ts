import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.issueInvitationCode;

/** The only answer that contains the code. */
export const issueInvitationCode = async (
  { caller, params: { memberId }, requestId }: ApiRequest<Op, MemberScope>,
  { members, audit, newCode }: Deps,
): Promise<ApiAnswer<Op>> => {
  const code = newCode();
  const { email, expiresAt } = await audited(
    audit,
    caller,
    { action: 'member.code-issued', target: memberId, requestId },
    () => members.issueCode(caller, memberId, code),
  );
  return { body: { memberId, email, code, expiresAt } };
};
