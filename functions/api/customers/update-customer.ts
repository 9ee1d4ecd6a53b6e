import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { contract } from './contract.ts';
import { requireCustomer, toAnswer } from './customer-answer.ts';
import { deleteUnmatched } from './delete-unmatched.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.updateCustomer;

/**
 * Whether a domain was removed or no longer includes its subdomains, so that stored mail may belong to no customer now.
 */
const narrows = (before: Customer, after: Customer): boolean =>
  before.domains.some(
    (old) =>
      !after.domains.some(
        (current) => current.domain === old.domain && (current.includeSubdomains || !old.includeSubdomains),
      ),
  );

export const updateCustomer = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customers, connections, audit } = deps;
  const before = await requireCustomer(deps, caller, params.customerId);
  const { customerId } = before;
  if (body.domains !== undefined) await customers.assertAvailable(caller, customerId, body.domains);
  const auditEntry = { action: 'customer.changed', target: customerId, customerId, requestId } as const;
  const after = await audited(audit, caller, auditEntry, async () => {
    const fields = { name: body.name ?? before.name, domains: body.domains ?? before.domains };
    const changed = await customers.update(caller, before, fields);
    if (narrows(before, changed)) await deleteUnmatched(caller, changed, deps);
    return changed;
  });
  return { body: toAnswer(after, await connections.linkedTo(caller, after)) };
};
