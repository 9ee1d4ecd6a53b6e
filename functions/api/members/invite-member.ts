import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.inviteMember;

/** The audit row contains no address, because it would outlive the erasure of the person. */
export const inviteMember = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  { members, audit, newId, countInvitation, inviteToSignIn }: Deps,
): Promise<ApiAnswer<Op>> => {
  const limitHeaders = await countInvitation(caller);
  const memberId = MemberId.parse(newId('mem'));
  const member = await audited(audit, caller, { action: 'member.invited', target: memberId, requestId }, async () => {
    // The sign-in account is created first: this step can be repeated. A member without an account could not be invited
    // a second time.
    await inviteToSignIn(body.email);
    return members.invite(caller, { ...body, memberId });
  });
  return { body: toAnswer(member), headers: { ...limitHeaders, location: `/v1/members/${memberId}` } };
};
