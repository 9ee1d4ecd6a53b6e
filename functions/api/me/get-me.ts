import { abilitiesOf, isAllowed } from '#shared/access/abilities.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getMe;

export const getMe = async ({ caller }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { mspId, memberId, email, role } = caller;
  const [msp, member] = await Promise.all([deps.mspOf(caller), deps.memberOf(caller, memberId)]);
  // The member was removed after the authorizer had read the membership.
  if (msp === undefined || member === undefined) throw new AppError('NotAMember', 'the membership has ended');
  const { joinedAt } = member;
  const abilities = abilitiesOf(role).filter((ability) => isAllowed(caller, ability));
  return { body: { memberId, email, role, joinedAt, msp: { mspId, name: msp.name }, abilities } };
};
