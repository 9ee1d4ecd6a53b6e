import { z } from 'zod';
import { maxThrottleWaitSeconds, ReadTarget, RunRef } from '#shared/kernel/run.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

/**
 * What every surface's Lambda shares. A surface may say its own memory and time-out.
 */
export const surfaceContract = taskContract({
  description: 'Reads one surface of one tenant from Microsoft Graph into the table',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', credentials: 'read' },
  timeoutSeconds: 60,
  memoryMegabytes: 512,
  input: z.strictObject({
    run: RunRef,
    visit: ReadTarget,
    /** How long the machine has waited for this surface already. */
    waitedSeconds: z.int().nonnegative(),
  }),
  output: z.strictObject({
    /** `paused`: call again after `resumeAfterSeconds`. `deferred`: a later run goes on; when, is stored. */
    status: z.enum(['done', 'paused', 'deferred']),
    resumeAfterSeconds: z.int().min(0).max(maxThrottleWaitSeconds),
    waitedSeconds: z.int().min(0).max(maxThrottleWaitSeconds),
  }),
});
export type SurfaceTask = z.output<typeof surfaceContract.input>;
export type SurfaceAnswer = z.output<typeof surfaceContract.output>;
