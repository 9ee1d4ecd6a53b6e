import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { toAnswer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.createCustomer;

export const createCustomer = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  { customers, connections, audit, newCustomerId }: Deps,
): Promise<ApiAnswer<Op>> => {
  const customerId = newCustomerId();
  await customers.assertAvailable(caller, customerId, body.domains);
  const customer = await audited(
    audit,
    caller,
    { action: 'customer.created', target: customerId, customerId, requestId },
    () => customers.create(caller, { customerId, ...body }),
  );
  return { body: toAnswer(customer, await connections.linkedTo(caller, customer)) };
};
