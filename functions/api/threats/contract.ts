import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { ThreatsView } from '#shared/views/threats/shape.ts';

export const contract = apiContract({
  description: 'Threats: suspicious inbox rules, Defender alerts and risky users.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getThreats: {
      route: 'GET /v1/customers/{customerId}/threats',
      summary: 'Forwarding rules, hiding rules, Defender alerts and risky users of a customer, each with its finding.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: ThreatsView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
