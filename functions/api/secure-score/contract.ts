import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { SecureScoreView } from '#shared/views/secure-score/shape.ts';

export const contract = apiContract({
  description: 'Microsoft Secure Score, its trend, and improvement actions.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getSecureScore: {
      route: 'GET /v1/customers/{customerId}/secure-score',
      summary: 'The score of a customer with its improvement actions, most points first; `top` limits them.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: z.strictObject({ top: z.coerce.number().int().min(1).max(500).optional() }),
      response: { status: 200, body: SecureScoreView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
