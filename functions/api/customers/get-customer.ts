import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { requireCustomer, toAnswer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getCustomer;

export const getCustomer = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const customer = await requireCustomer(deps, caller, params.customerId);
  return { body: toAnswer(customer, await deps.connections.linkedTo(caller, customer)) };
};
