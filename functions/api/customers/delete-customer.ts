import { audited } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import { knownCustomer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.deleteCustomer;

/** What it brought goes first: were the customer gone and the purge cut short, nobody could ask for it again. */
export const deleteCustomer = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const customer = await knownCustomer(deps, caller, params.customerId);
  const { customerId } = customer;
  const what = { action: 'customer.removed', target: customerId, customerId, requestId };
  await audited(deps.audit, caller, what, async () => {
    await deps.purgeCommunications(caller, customerId, []);
    await deps.deleteTerms(caller, customerId);
    await deps.customers.remove(caller, customer);
    // A sync or a request that was under way may have kept more in between.
    await deps.purgeCommunications(caller, customerId, []);
    await deps.deleteTerms(caller, customerId);
  });
  return { body: undefined };
};
