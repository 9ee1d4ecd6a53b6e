import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';

export const contract = apiContract({
  description: 'Who the caller is and what they may do.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 10,
  memoryMegabytes: 256,
  operations: {
    getMe: {
      route: 'GET /v1/me',
      summary: 'The caller: member, MSP, role and abilities',
      ability: 'self.read',
      response: {
        status: 200,
        body: z
          .object({
            memberId: MemberId,
            email: z.string(),
            role: z.enum(['admin', 'member', 'viewer']),
            joinedAt: Instant.nullable(),
            msp: z.object({ mspId: MspId, name: z.string() }),
            abilities: z.array(z.string()),
          })
          .meta({ id: 'Caller', description: 'Who asks: the member, the MSP and what they may do.' }),
      },
    },
  },
});
