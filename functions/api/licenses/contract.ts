import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { LicensesView } from '#shared/views/licenses/shape.ts';

export const contract = apiContract({
  description: 'Paid and unused licenses.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENSE_INACTIVE_DAYS: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getLicenses: {
      route: 'GET /v1/customers/{customerId}/licenses',
      summary: 'Paid, assigned and wasted seats of a customer with their cost and cheaper plans.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: LicensesView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
