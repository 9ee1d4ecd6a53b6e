import { z } from 'zod';
import { RunRef } from '#shared/kernel/run.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

/** Made for nothing else: the only function that asks for the inbox of somebody who is not on an allow-list. */
export const contract = taskContract({
  description: 'Asks for one mailbox that is not on the allow-list, to see it refused',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', credentials: 'read' },
  timeoutSeconds: 40,
  memoryMegabytes: 512,
  input: RunRef,
  output: z.strictObject({
    /** `no-answer`: neither yes nor no, and the next night tries again. `put-off`: nothing was asked, and the next run tries again. */
    outcome: z.enum(['refused', 'let-in', 'nobody', 'no-answer', 'put-off']),
  }),
});
