import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { maxThrottleWaitSeconds, ReadTarget, RunRef } from '#shared/kernel/run.ts';

/** The function contract that the Lambdas of all surfaces share. A surface may declare its own memory and time-out. */
export const surfaceContract = taskContract({
  description: 'Reads one surface of one tenant from Microsoft Graph into the table',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', credentials: 'read' },
  timeoutSeconds: 60,
  memoryMegabytes: 512,
  input: z.strictObject({
    run: RunRef,
    target: ReadTarget,
    /** The surfaces of this run that are read first, because this one needs their facts. */
    needs: z.array(z.string().min(1)),
    /** How long the state machine has waited for this surface so far. */
    waitedSeconds: z.int().nonnegative(),
  }),
  output: z.strictObject({
    /**
     * `paused`, `waiting`: invoke again after `resumeAfterSeconds`, for Microsoft or for the facts of another surface.
     * `deferred`: a later run continues; the time is stored.
     */
    status: z.enum(['done', 'paused', 'waiting', 'deferred']),
    resumeAfterSeconds: z.int().min(0).max(maxThrottleWaitSeconds),
    waitedSeconds: z.int().min(0).max(maxThrottleWaitSeconds),
  }),
});
export type SurfaceTask = z.output<typeof surfaceContract.input>;
export type SurfaceAnswer = z.output<typeof surfaceContract.output>;
