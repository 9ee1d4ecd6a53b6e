import type { ApiAnswer } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getHealth;

/** It says that requests arrive and are answered, and touches nothing: a database that fails is seen in the answers that need it. */
export const getHealth = async (_request: unknown, { stage }: { readonly stage: string }): Promise<ApiAnswer<Op>> => ({
  body: { status: 'ok', stage },
});
