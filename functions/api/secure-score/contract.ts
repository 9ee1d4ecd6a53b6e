import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/contract.ts';
import { Environment } from '#shared/lambda/environment.ts';

export const ScoreActionAnswer = z.object({
  tenantId: TenantId,
  controlId: z.string(),
  title: z.string(),
  /** Still to gain. */
  points: z.number(),
  userImpact: z.string().nullable(),
  cost: z.string().nullable(),
  url: z.string().nullable(),
});

export const SecureScoreAnswer = z.object({
  /** Null where there is no score yet, or it could not be read. Of several tenants, the sum. */
  current: z.number().nullable(),
  max: z.number().nullable(),
  percent: z.number().nullable(),
  band: z.enum(['green', 'amber', 'red']).nullable(),
  /** The last 30 days, oldest first. */
  trend: z.array(z.object({ on: CalendarDate, percent: z.number() })),
  actions: z.array(ScoreActionAnswer),
  /** How many there are, whatever `top` asks for. */
  actionsTotal: z.int().nonnegative(),
  ...synced,
});

export const contract = apiContract({
  description: 'Microsoft Secure Score, its trend, and what to do next.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getSecureScore: {
      route: 'GET /v1/customers/{customerId}/secure-score',
      summary: 'The score of a customer with the actions that gain most; `top` asks for the first few.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: z.strictObject({ top: z.coerce.number().int().min(1).max(500).optional() }),
      response: { status: 200, body: SecureScoreAnswer },
      errors: ['NotFound'],
    },
  },
});
