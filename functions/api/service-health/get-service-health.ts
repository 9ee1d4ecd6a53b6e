import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { type JudgedViewPorts, readView } from '#shared/views/read-view.ts';
import { serviceHealthSurfaces, serviceHealthView } from '#shared/views/service-health/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getServiceHealth;

export const getServiceHealth = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: JudgedViewPorts,
): Promise<ApiAnswer<Op>> => {
  const of = await readView(caller, params.customerId, serviceHealthSurfaces, ports);
  return { body: { ...serviceHealthView(of), ...of.synced } };
};
