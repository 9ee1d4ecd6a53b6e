import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { adminsSurfaces, adminsView } from '#shared/views/admins/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getAdmins;

export const getAdmins = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { synced, ...of } = await readPostures(caller, params.customerId, adminsSurfaces, ports);
  return { body: { ...adminsView(of), ...synced } };
};
