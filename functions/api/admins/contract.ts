import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { AdminsView } from '#shared/views/admins/shape.ts';

export const contract = apiContract({
  description: 'Administrators, standing and eligible.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getAdmins: {
      route: 'GET /v1/customers/{customerId}/admins',
      summary: 'The administrators of a customer by role and tier: permanent, time-bound, activated and eligible.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: AdminsView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
