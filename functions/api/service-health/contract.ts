import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { ServiceHealthView } from '#shared/views/service-health/shape.ts';

export const contract = apiContract({
  description: 'Health of Microsoft services.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getServiceHealth: {
      route: 'GET /v1/customers/{customerId}/service-health',
      summary: 'Incidents and advisories of a customer, and the health of each service.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: ServiceHealthView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
