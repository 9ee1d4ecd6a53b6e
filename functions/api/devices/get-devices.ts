import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { devicesSurfaces, devicesView } from '#shared/views/devices/view.ts';
import { type JudgedViewPorts, readView } from '#shared/views/read-view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getDevices;

export const getDevices = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: JudgedViewPorts,
): Promise<ApiAnswer<Op>> => {
  const of = await readView(caller, params.customerId, devicesSurfaces, ports);
  return { body: { ...devicesView(of), ...of.synced } };
};
