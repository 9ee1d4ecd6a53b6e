import type { z } from 'zod';
import type { ApiContract, Operation } from '#shared/contract/function-contract.ts';
import { answerOnce } from './answer-once.ts';
import { openApiHandler, type UseCases } from './open-api-handler.ts';
import type { Wire } from './wiring.ts';

/** The Lambda handler of an API resource that has a table, which also stores the answers to idempotency keys. */
export const apiHandler = <Env extends z.ZodObject, const Operations extends Readonly<Record<string, Operation>>, Deps>(
  contract: ApiContract<Env, Operations>,
  wire: Wire<Env, Deps>,
  useCases: UseCases<Operations, Deps>,
) => openApiHandler(contract, wire, useCases, answerOnce);
