import { z } from 'zod';
import { RunRef } from '#shared/kernel/run.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

const Count = z.int().nonnegative();

/** Judges what a run has read, and moves the tenant's findings accordingly. Safe to repeat: nothing is written where nothing changed. */
export const contract = taskContract({
  description: 'Turns the stored facts of one tenant into findings, numbers and daily signals',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENSE_INACTIVE_DAYS: true }),
  input: RunRef,
  output: z.strictObject({
    opened: Count,
    resolved: Count,
    reopened: Count,
    /** Findings that stood before and stand still. */
    unchanged: Count,
  }),
  access: { table: 'write', directories: ['credential-expiry'] },
  timeoutSeconds: 60,
  memoryMegabytes: 1024,
});
