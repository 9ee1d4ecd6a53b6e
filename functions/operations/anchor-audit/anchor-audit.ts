import type { z } from 'zod';
import { instantOf } from '#shared/kernel/clock.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

/**
 * Sets one anchor for each MSP, one after the other. A failure for one MSP does not stop the others; the function fails
 * at the end, which raises an alarm.
 */
export const anchorAudit = async (
  _input: z.output<typeof contract.input>,
  { msps, audit, anchors, clock }: Deps,
): Promise<z.input<typeof contract.output>> => {
  const scopes = await msps.all();
  const failures: unknown[] = [];
  let anchored = 0;
  for (const scope of scopes) {
    try {
      const { seq, hash } = await audit.headOf(scope);
      if (seq === 0) continue;
      await anchors.append({ mspId: scope.mspId, seq, hash, at: instantOf(clock.now()) });
      anchored += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${scopes.length} audit logs could not be anchored`);
  }
  return { msps: scopes.length, anchored };
};
