import type { z } from 'zod';
import type { FunctionContract } from '#shared/contract/function-contract.ts';

export type Wire<Env extends z.ZodObject, Deps> = (environment: z.output<Env>) => Deps | Promise<Deps>;

/**
 * Builds the ports at the first call after a cold start and keeps them. A failure is not kept, so the next call tries
 * again. Importing a handler needs no environment; calling it with an invalid one fails and names the variables.
 */
export const wireOnce = <Env extends z.ZodObject, Deps>(
  contract: FunctionContract<Env>,
  wire: Wire<Env, Deps>,
): (() => Promise<Deps>) => {
  let wired: { readonly deps: Deps } | undefined;
  return async () => {
    wired ??= { deps: await wire(contract.environment.parse(process.env)) };
    return wired.deps;
  };
};
