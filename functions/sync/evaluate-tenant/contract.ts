import { z } from 'zod';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { taskContract } from '#shared/lambda/contract.ts';
import { Environment } from '#shared/lambda/environment.ts';

/** Judges what a run has read, and moves the tenant's findings accordingly. Safe to repeat: nothing is written where nothing changed. */
export const contract = taskContract({
  description: 'Turns the stored facts of one tenant into findings, numbers and daily signals',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  input: z.strictObject({
    mspId: MspId,
    tenantId: TenantId,
    connectionId: ConnectionId,
    runId: RunId,
    /** The fencing number of the run's lease; a newer run's rows are never overwritten. */
    fence: z.int().nonnegative(),
  }),
  output: z.strictObject({
    opened: z.int().nonnegative(),
    resolved: z.int().nonnegative(),
    reopened: z.int().nonnegative(),
    /** Findings that stand as they stood. */
    unchanged: z.int().nonnegative(),
  }),
  access: { table: 'write' },
  timeoutSeconds: 60,
  memoryMegabytes: 1024,
});
