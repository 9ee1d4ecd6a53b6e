import { z } from 'zod';
import type { WaitState } from './definition.ts';
import { StateFailure } from './failures.ts';
import type { StateScope } from './state-scope.ts';

const Effective = z.object({
  input: z.unknown(),
  seconds: z.number().int().nonnegative().max(99_999_999).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
});

/** Runs a Wait state on the runtime's clock and returns the input. */
export const runWait = async (state: WaitState, given: unknown, scope: StateScope): Promise<unknown> => {
  const parsed = Effective.safeParse(given);
  if (!parsed.success) {
    throw new StateFailure('States.Runtime', `the Wait state is not valid: ${z.prettifyError(parsed.error)}`, {
      terminal: true,
    });
  }
  const { input, seconds = state.Seconds, timestamp = state.Timestamp } = parsed.data;
  const milliseconds =
    timestamp === undefined ? (seconds ?? 0) * 1000 : new Date(timestamp).getTime() - scope.clock.milliseconds();
  if (milliseconds > 0) await scope.clock.sleep(milliseconds, scope.signal);
  return input;
};
