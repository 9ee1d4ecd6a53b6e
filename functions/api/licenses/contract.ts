import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { LicensesView } from '#shared/views/licenses/shape.ts';

export const contract = apiContract({
  description: 'What is paid for and not used.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENSE_INACTIVE_DAYS: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getLicenses: {
      route: 'GET /v1/customers/{customerId}/licenses',
      summary: 'Seats of a customer: paid, held and wasted, in money, with what would do instead.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: LicensesView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
