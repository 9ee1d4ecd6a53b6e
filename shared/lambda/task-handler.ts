import middy from '@middy/core';
import type { z } from 'zod';
import type { TaskContract } from '#shared/contract/function-contract.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { logger } from '#shared/telemetry/logger.ts';
import { pointersOf } from './input-pointers.ts';
import { type Wire, wireOnce } from './wiring.ts';

/**
 * The Lambda handler of a task that a state machine, a schedule or the operator invokes: it parses the input, wires the
 * ports once, runs the use case and parses the output. An `AppError` is thrown with its code as its name, which Step
 * Functions matches. Any other error is a bug of ours and is thrown unchanged.
 */
export const taskHandler = <Env extends z.ZodObject, Input extends z.ZodType, Output extends z.ZodType, Deps>(
  contract: TaskContract<Env, Input, Output>,
  wire: Wire<Env, Deps>,
  useCase: (input: z.output<Input>, deps: Deps) => Promise<z.input<Output>>,
) => {
  const deps = wireOnce(contract, wire);
  const run = async (event: unknown): Promise<z.output<Output>> => {
    const input = contract.input.safeParse(event);
    if (!input.success) {
      throw new AppError('InvalidInput', 'the input of the task does not fit its contract', {
        pointers: pointersOf(input.error, event),
      });
    }
    return contract.output.parse(await useCase(input.data, await deps()));
  };
  return middy(run, { timeoutEarlyInMillis: 0 }).use({
    onError: ({ error }) => {
      if (isAppError(error)) logger.warn('the task was refused', { code: error.code });
      else logger.error('the task failed', {}, error);
    },
  });
};
