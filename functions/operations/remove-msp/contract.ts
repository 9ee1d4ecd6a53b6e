import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MspId } from '#shared/kernel/ids.ts';
import { taskContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

export const contract = taskContract({
  description: 'Removes an MSP with all that is kept for it, and says what went. No route leads here.',
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
    /** Its name, typed: an id alone is too easily the wrong one. */
    name: z.string().min(1).max(200),
  }),
  output: z.object({
    mspId: MspId,
    /** `running`: invoke it again, it goes on where it was. */
    state: z.enum(['running', 'finished']),
    requestedAt: Instant,
    finishedAt: Instant.nullable(),
    /** Items of the table by kind, beside `credential` and `signIn`. */
    removed: z.record(z.string(), z.int().nonnegative()),
    /** What still exists, and until when. */
    kept: z.array(z.object({ what: z.string(), why: z.string(), days: z.int().nullable() })),
  }),
});
