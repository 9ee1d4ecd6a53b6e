import { z } from 'zod';
import { Email } from '#shared/api/email.ts';
import { taskContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';

export const contract = taskContract({
  description: 'Creates an MSP and invites its first members. It has no route: the operator invokes it.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, USER_POOL_ID: true }),
  access: { table: 'write', directories: ['msps', 'identities'], audit: 'append', userPool: 'invite' },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  input: z.strictObject({
    name: z.string().trim().min(1).max(200),
    /** At least one is an admin, because only an admin can invite others. */
    members: z
      .array(z.strictObject({ email: Email, role: z.enum(['admin', 'member', 'viewer']) }))
      .min(1)
      .max(25)
      .refine((people) => people.some(({ role }) => role === 'admin'), 'one of the members must be an admin')
      .refine(
        (people) => new Set(people.map(({ email }) => email)).size === people.length,
        'an address can be given only once',
      ),
  }),
  output: z.object({ mspId: MspId, memberIds: z.array(MemberId) }),
});
