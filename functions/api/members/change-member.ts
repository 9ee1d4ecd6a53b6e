import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { type Deps, toAnswer } from './deps.ts';

type Op = typeof contract.operations.changeMember;

export const changeMember = async (
  { caller, params: { memberId }, body: { role }, requestId }: ApiRequest<Op, MemberScope>,
  { members, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  const auditEntry = { action: `member.made-${role}`, target: memberId, requestId } as const;
  const member = await audited(audit, caller, auditEntry, () => members.changeRole(caller, memberId, role));
  return { body: toAnswer(member) };
};
