import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import { requireCustomer } from './customer-answer.ts';
import { deleteUnmatched } from './delete-unmatched.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.deleteCustomer;

/**
 * The data is deleted before the customer: if deletion is interrupted, the request can be repeated while the customer
 * exists.
 */
export const deleteCustomer = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const customer = await requireCustomer(deps, caller, params.customerId);
  const { customerId } = customer;
  const auditEntry = { action: 'customer.removed', target: customerId, customerId, requestId } as const;
  await audited(deps.audit, caller, auditEntry, async () => {
    await deleteUnmatched(caller, { customerId, domains: [] }, deps);
    await deps.deleteTerms(caller, customerId);
    await deps.customers.remove(caller, customer);
    // A sync or a request in progress may have written more data in the meantime.
    await deleteUnmatched(caller, { customerId, domains: [] }, deps);
    await deps.deleteTerms(caller, customerId);
  });
  return { body: undefined };
};
