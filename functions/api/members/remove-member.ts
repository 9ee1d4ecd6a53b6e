import { audited } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './ports.ts';

type Op = typeof contract.operations.removeMember;

export const removeMember = async (
  { caller, params: { memberId }, requestId }: ApiRequest<Op, MemberScope>,
  { members, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  await audited(audit, caller, { action: 'member.removed', target: memberId, requestId }, () =>
    members.remove(caller, memberId),
  );
  return { body: undefined };
};
