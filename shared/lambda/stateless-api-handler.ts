import type { z } from 'zod';
import type { ApiContract, Operation } from '#shared/contract/function-contract.ts';
import { openApiHandler, type UseCases } from './open-api-handler.ts';
import type { Wire } from './wiring.ts';

/** An operation that only reads: a repeated request simply gets its answer again. */
type ReadOperation = Operation & { readonly route: `GET ${string}` };

/** The Lambda handler of an API resource without a table. Its bundle contains no database client. */
export const statelessApiHandler = <
  Env extends z.ZodObject,
  const Operations extends Readonly<Record<string, ReadOperation>>,
  Deps,
>(
  contract: ApiContract<Env, Operations>,
  wire: Wire<Env, Deps>,
  useCases: UseCases<Operations, Deps>,
) => openApiHandler(contract, wire, useCases, (_keyed, answer) => answer());
