import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { RunRef } from '#shared/kernel/run.ts';

const Count = z.int().nonnegative();

/**
 * Evaluates the facts that a run has read and updates the findings of the tenant. It can be repeated: nothing is
 * written if nothing changed.
 */
export const contract = taskContract({
  description: 'Turns the stored facts of one tenant into findings, numbers and daily signals',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENSE_INACTIVE_DAYS: true }),
  input: RunRef,
  output: z.strictObject({
    opened: Count,
    resolved: Count,
    reopened: Count,
    /** Findings that were open before and remain open. */
    unchanged: Count,
  }),
  access: { table: 'write', directories: ['credential-expiry'], publishes: true },
  timeoutSeconds: 60,
  memoryMegabytes: 1024,
});
