import { readPostures, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { secureScoreSurfaces, secureScoreView } from '#shared/views/secure-score/view.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getSecureScore;

export const getSecureScore = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, secureScoreSurfaces, ports);
  return { body: { ...secureScoreView(tenants, query.top), ...synced } };
};
