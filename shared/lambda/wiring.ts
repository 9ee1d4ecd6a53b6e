import type { z } from 'zod';
import type { FunctionContract } from './function-contract.ts';

export type Wire<Env extends z.ZodObject, Deps> = (environment: z.output<Env>) => Deps | Promise<Deps>;

/**
 * Builds the ports at the first call of a cold start and keeps them. A failure is not kept: the next call tries again. Importing a handler needs no
 * environment; calling it with a wrong one fails, naming the variables.
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
