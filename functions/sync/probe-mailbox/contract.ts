import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { RunRef } from '#shared/kernel/run.ts';

/** The only function that requests an inbox of a person who is not on an allow-list. It does nothing else. */
export const contract = taskContract({
  description: 'Requests one mailbox that is not on the allow-list and expects a refusal',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', credentials: 'read' },
  timeoutSeconds: 40,
  memoryMegabytes: 512,
  input: RunRef,
  output: z.strictObject({
    /**
     * `no-answer`: inconclusive, the next night tries again. `deferred`: nothing was requested, the next run tries
     * again.
     */
    outcome: z.enum(['refused', 'allowed', 'nobody', 'no-answer', 'deferred']),
  }),
});
