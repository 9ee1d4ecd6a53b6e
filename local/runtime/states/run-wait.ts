import { z } from 'zod';
import type { WaitState } from './definition.ts';
import { StateFailure } from './failures.ts';
import type { StateScope } from './state-scope.ts';

const Effective = z.object({
  input: z.unknown(),
  seconds: z.number().int().nonnegative().max(99_999_999).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
});

/** Waits on the runtime's clock, which a person may move, and passes its input on. */
export const runWait = async (state: WaitState, given: unknown, run: StateScope): Promise<unknown> => {
  const parsed = Effective.safeParse(given);
  if (!parsed.success) {
    throw new StateFailure('States.Runtime', `the wait can't be read: ${z.prettifyError(parsed.error)}`, {
      terminal: true,
    });
  }
  const { input, seconds = state.Seconds, timestamp = state.Timestamp } = parsed.data;
  const milliseconds =
    timestamp === undefined ? (seconds ?? 0) * 1000 : new Date(timestamp).getTime() - run.clock.milliseconds();
  if (milliseconds > 0) await run.clock.sleep(milliseconds, run.signal);
  return input;
};
