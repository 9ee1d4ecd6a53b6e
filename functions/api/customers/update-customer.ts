import { audited } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { contract } from './contract.ts';
import { knownCustomer, toAnswer } from './customer-answer.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.updateCustomer;

/** A domain that is gone, or no longer reaches below itself, may have brought what belongs to nobody now. */
const narrows = (before: Customer, after: Customer): boolean =>
  before.domains.some(
    (had) =>
      !after.domains.some((has) => has.domain === had.domain && (has.includeSubdomains || !had.includeSubdomains)),
  );

export const updateCustomer = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customers, connections, audit } = deps;
  const before = await knownCustomer(deps, caller, params.customerId);
  const { customerId } = before;
  if (body.domains !== undefined) await customers.assertAvailable(caller, customerId, body.domains);
  const what = { action: 'customer.changed', target: customerId, customerId, requestId };
  const after = await audited(audit, caller, what, async () => {
    const words = { name: body.name ?? before.name, domains: body.domains ?? before.domains };
    const changed = await customers.update(caller, before, words);
    if (narrows(before, changed)) await deps.purgeCommunications(caller, customerId, changed.domains);
    return changed;
  });
  return { body: toAnswer(after, await connections.linkedTo(caller, after)) };
};
