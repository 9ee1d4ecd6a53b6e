import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { knowsPolicies } from '#shared/posture/enforcement.ts';
import { conditionalAccessSurfaces, conditionalAccessView } from '#shared/views/conditional-access/view.ts';
import type { contract } from './contract.ts';
import { policyAnswers } from './policy-answer.ts';

type Op = typeof contract.operations.getConditionalAccess;

export const getConditionalAccess = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, conditionalAccessSurfaces, ports);
  const known = tenants.length > 0 && tenants.every(({ posture }) => knowsPolicies(posture));
  return {
    body: {
      ...conditionalAccessView(tenants),
      policies: known
        ? tenants.flatMap(({ tenant, posture }) => policyAnswers(tenant.connection.tenantId, posture))
        : null,
      ...synced,
    },
  };
};
