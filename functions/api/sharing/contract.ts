import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { SharingView } from '#shared/views/sharing/shape.ts';

export const contract = apiContract({
  description: 'Sharing settings of SharePoint and OneDrive.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getSharing: {
      route: 'GET /v1/customers/{customerId}/sharing',
      summary: 'The sharing settings of a customer with their verdicts.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: SharingView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
