import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Outcome, RunKind, RunRef } from '#shared/kernel/run.ts';

export const contract = taskContract({
  description: 'Ends a run: stores its state, schedules the next run of the tenant and releases the lease',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', directories: ['due-connections'] },
  timeoutSeconds: 30,
  memoryMegabytes: 256,
  input: z.strictObject({
    kind: RunKind,
    run: RunRef,
    /** Whether all planned surfaces were read and the tenant was evaluated. */
    completed: z.boolean(),
  }),
  output: z.strictObject({ outcome: Outcome }),
});
