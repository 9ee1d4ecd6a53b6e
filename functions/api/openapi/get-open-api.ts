import type { ApiAnswer } from '#shared/contract/function-contract.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getOpenApi;

export interface Deps {
  readonly document: { readonly openapi: string };
}

export const getOpenApi = async (_request: unknown, { document }: Deps): Promise<ApiAnswer<Op>> => ({
  body: { ...document },
});
