import type { ApiAnswer } from '#shared/contract/function-contract.ts';
import type { contract } from './contract.ts';

type Op = typeof contract.operations.getHealth;

/**
 * Reports that requests are answered, and uses no dependency. A database failure shows in the answers that need the
 * database.
 */
export const getHealth = async (_request: unknown, { stage }: { readonly stage: string }): Promise<ApiAnswer<Op>> => ({
  body: { status: 'ok', stage },
});
