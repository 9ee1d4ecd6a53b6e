import type { z } from 'zod';
import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

/** Every function that answers a request ends within 30 s, so work that began earlier has ended. */
const openForSeconds = 60;
/** The rest of an MSP's open pairs waits for the next run. */
const maxPairsPerMsp = 100;

/**
 * Appends the rows whose writers ended while they waited for the head, and completes each pair of rows whose second row
 * is missing. If two runs or the function itself complete a pair at
 * the same time, it gets one row. A failure for one MSP does not stop the others; the function fails at the end, which
 * raises an alarm.
 */
export const completeAudit = async (
  _input: z.output<typeof contract.input>,
  deps: Deps,
): Promise<z.input<typeof contract.output>> => {
  const scopes = await deps.msps.all();
  const before = instantOf(addSeconds(deps.clock.now(), -openForSeconds));
  const failures: unknown[] = [];
  let completed = 0;
  const count = (): void => {
    completed += 1;
  };
  for (const scope of scopes) {
    try {
      await completeLog(scope, before, deps, count);
    } catch (error) {
      failures.push(error);
    }
  }
  if (completed > 0) deps.measure(completed);
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${scopes.length} audit logs could not be completed`);
  }
  return { msps: scopes.length, completed };
};

const completeLog = async (scope: MspScope, before: string, { audit }: Deps, count: () => void): Promise<void> => {
  await audit.appendWaiting(scope);
  for (const pair of await audit.openPairs(scope, { before, limit: maxPairsPerMsp })) {
    if (await audit.appendUnknown(scope, pair)) count();
  }
};
