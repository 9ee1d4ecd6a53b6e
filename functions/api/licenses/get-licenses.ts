import { readPostures } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { savingsAnswer } from '#shared/views/licenses/savings-answer.ts';
import { licensesSurfaces, licensesView } from '#shared/views/licenses/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getLicenses;

export const getLicenses = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: Deps,
): Promise<ApiAnswer<Op>> => {
  const { synced, customer, tenants } = await readPostures(caller, params.customerId, licensesSurfaces, ports);
  const ledgers = tenants.map(async ({ tenant }) => ({
    tenant,
    ledger: await ports.savings.ofTenant(caller, tenant.connection.tenantId),
  }));
  const savings = savingsAnswer(customer, await Promise.all(ledgers));
  return { body: { ...licensesView({ customer, tenants }), savings, ...synced } };
};
