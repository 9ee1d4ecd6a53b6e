import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { ConnectionId, CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { VerdictAnswer } from '#shared/views/verdicts/shape.ts';

const VerdictsAnswer = z.object({ items: z.array(VerdictAnswer), ...synced });

const response = { status: 200, body: VerdictsAnswer } as const;

export const contract = apiContract({
  description: 'Every finding of the catalog with its verdict, including passing ones.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    listCustomerVerdicts: {
      route: 'GET /v1/customers/{customerId}/verdicts',
      summary: 'Every verdict of a customer; the worst of several tenants.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response,
      errors: ['NotFound'],
    },
    listConnectionVerdicts: {
      route: 'GET /v1/connections/{connectionId}/verdicts',
      summary: 'Every verdict of one tenant, with or without a customer.',
      ability: 'posture.read',
      params: z.strictObject({ connectionId: ConnectionId }),
      response,
      errors: ['NotFound'],
    },
  },
});
