import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { type JudgedViewPorts, readView } from '#shared/views/read-view.ts';
import { threatsSurfaces, threatsView } from '#shared/views/threats/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getThreats;

export const getThreats = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: JudgedViewPorts,
): Promise<ApiAnswer<Op>> => {
  const of = await readView(caller, params.customerId, threatsSurfaces, ports);
  return { body: { ...threatsView(of), ...of.synced } };
};
