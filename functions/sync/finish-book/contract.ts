import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { BookRunId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';

export const contract = taskContract({
  description: 'Sums the pages of a book run and reports how many connections are unaccounted for',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { directories: ['due-connections'] },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  input: z.strictObject({ kind: RunKind, bookRunId: BookRunId }),
  output: z.strictObject({
    bookRunId: BookRunId,
    kind: RunKind,
    scheduled: z.int().nonnegative(),
    finished: z.int().nonnegative(),
    failed: z.int().nonnegative(),
    skipped: z.int().nonnegative(),
  }),
});
