import { readCustomer } from '#shared/book/read-book.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readVerdicts } from './verdicts-answer.ts';

type Op = typeof contract.operations.listCustomerVerdicts;

export const listCustomerVerdicts = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customer, tenants } = await readCustomer(caller, params.customerId, deps);
  return { body: await readVerdicts(caller, tenants, customer, deps) };
};
