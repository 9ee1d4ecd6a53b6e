import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';

const Count = z.int().nonnegative();

export const contract = taskContract({
  description: 'Writes the outcome unknown for audited work whose function ended before it wrote the outcome.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { readsDirectories: ['msps'], audit: 'append' },
  timeoutSeconds: 300,
  memoryMegabytes: 256,
  everyMinutes: 5,
  input: z.object({}),
  output: z.object({
    msps: Count,
    /** Number of rows with the outcome `unknown` that were written. */
    completed: Count,
  }),
});
