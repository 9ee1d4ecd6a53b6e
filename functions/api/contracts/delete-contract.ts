import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.deleteContract;

export const deleteContract = async (
  { caller, params: { customerId }, requestId }: ApiRequest<Op, MemberScope>,
  { contracts, audit }: Deps,
): Promise<ApiAnswer<Op>> => {
  if ((await contracts.pointerOf(caller, customerId)) === undefined) {
    throw new AppError('NotFound', `there is no contract for customer ${customerId}`);
  }
  const auditEntry = { action: 'contract.removed', target: customerId, customerId, requestId } as const;
  await audited(audit, caller, auditEntry, () => contracts.deleteAll(caller, customerId));
  return { body: undefined };
};
