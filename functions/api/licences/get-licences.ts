import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { licencesSurfaces, licencesView } from '#shared/views/licences/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getLicences;

export const getLicences = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { synced, ...of } = await readPostures(caller, params.customerId, licencesSurfaces, ports);
  return { body: { ...licencesView(of), ...synced } };
};
