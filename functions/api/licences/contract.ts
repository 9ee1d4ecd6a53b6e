import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/contract.ts';
import { Environment } from '#shared/lambda/environment.ts';
import { LicencesView } from '#shared/views/licences/shape.ts';

export const contract = apiContract({
  description: 'What is paid for and not used.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENCE_INACTIVE_DAYS: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getLicences: {
      route: 'GET /v1/customers/{customerId}/licences',
      summary: 'Seats of a customer: paid, held and wasted, in money, with what would do instead.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: LicencesView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
