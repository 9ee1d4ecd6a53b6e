import { readPostures } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { savingsAnswer } from '#shared/views/licences/savings-answer.ts';
import { licencesSurfaces, licencesView } from '#shared/views/licences/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getLicences;

export const getLicences = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: Deps,
): Promise<ApiAnswer<Op>> => {
  const { synced, customer, tenants } = await readPostures(caller, params.customerId, licencesSurfaces, ports);
  const ledgers = tenants.map(async ({ tenant }) => ({
    tenant,
    ledger: await ports.savings.ofTenant(caller, tenant.connection.tenantId),
  }));
  const savings = savingsAnswer(customer, await Promise.all(ledgers));
  return { body: { ...licencesView({ customer, tenants }), savings, ...synced } };
};
