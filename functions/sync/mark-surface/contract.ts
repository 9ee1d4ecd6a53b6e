import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { ReadTarget, RunRef } from '#shared/kernel/run.ts';

export const contract = taskContract({
  description: 'Records that a surface could not be read; its stored facts remain',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write' },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  input: z.strictObject({
    run: RunRef,
    target: ReadTarget,
    /** Name of the failure: a code of the error table, or an error name of AWS. */
    error: z.string().min(1),
  }),
  output: z.strictObject({ state: z.string() }),
});
