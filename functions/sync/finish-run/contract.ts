import { z } from 'zod';
import { Outcome, RunKind, RunRef } from '#shared/kernel/run.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

export const contract = taskContract({
  description: 'Ends a run: its state, when the tenant is due again, and the lease given back',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', directories: ['due-connections'] },
  timeoutSeconds: 30,
  memoryMegabytes: 256,
  input: z.strictObject({
    kind: RunKind,
    run: RunRef,
    /** Whether everything that the plan held was gone through, and judged. */
    completed: z.boolean(),
  }),
  output: z.strictObject({ outcome: Outcome }),
});
