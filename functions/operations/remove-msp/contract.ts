import { z } from 'zod';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';

export const contract = taskContract({
  description:
    'Deletes an MSP with all of its data, and reports what was removed. It has no route: the operator invokes it.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true, USER_POOL_ID: true }),
  access: {
    table: 'write',
    directories: ['msps', 'identities', 'tokens', 'due-connections', 'credential-expiry'],
    audit: 'append',
    credentials: 'remove',
    userPool: 'remove',
  },
  timeoutSeconds: 300,
  memoryMegabytes: 512,
  input: z.strictObject({
    mspId: MspId,
    /** The name of the MSP as a confirmation, because an id is easily mistaken. */
    name: z.string().min(1).max(200),
  }),
  output: z.object({
    mspId: MspId,
    /** `running`: invoke the function again, it continues. */
    state: z.enum(['running', 'finished']),
    requestedAt: Instant,
    finishedAt: Instant.nullable(),
    /** Number of deleted items by kind, and of `credential` and `signIn`. */
    removed: z.record(z.string(), z.int().nonnegative()),
    /** What still exists, why, and for how many days. */
    kept: z.array(z.object({ what: z.string(), why: z.string(), days: z.int().nullable() })),
  }),
});
