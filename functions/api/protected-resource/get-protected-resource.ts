import { assistantScope } from '#shared/contract/assistant-access.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getProtectedResource;

export const getProtectedResource = async (
  { origin }: ApiRequest<Op, undefined>,
  { issuer }: Deps,
): Promise<ApiAnswer<Op>> => ({
  body: {
    resource: `${origin}/v1/mcp`,
    resource_name: 'Vectis for Microsoft 365',
    authorization_servers: [issuer],
    scopes_supported: [assistantScope],
    bearer_methods_supported: ['header'],
  },
});
