import type { ApiAnswer } from '#shared/contract/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getOpenApi;

export const getOpenApi = async (_request: unknown, { document }: Deps): Promise<ApiAnswer<Op>> => ({
  body: { ...document },
});
