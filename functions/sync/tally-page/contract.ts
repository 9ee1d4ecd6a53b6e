import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { BookRunId } from '#shared/kernel/ids.ts';
import { Outcome, RunKind } from '#shared/kernel/run.ts';

export const contract = taskContract({
  description: 'Counts the outcomes of the runs of one page; a repeated page counts once',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { directories: ['due-connections'] },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  input: z.strictObject({
    kind: RunKind,
    bookRunId: BookRunId,
    page: z.int().nonnegative(),
    outcomes: z.array(z.strictObject({ outcome: Outcome })),
  }),
  /** The page to list next. */
  output: z.strictObject({ page: z.int().positive() }),
});
