import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { type JudgedViewPorts, readView } from '#shared/views/read-view.ts';
import { sharingSurfaces, sharingView } from '#shared/views/sharing/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getSharing;

export const getSharing = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: JudgedViewPorts,
): Promise<ApiAnswer<Op>> => {
  const of = await readView(caller, params.customerId, sharingSurfaces, ports);
  return { body: { ...sharingView(of), ...of.synced } };
};
