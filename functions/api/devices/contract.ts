import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { DevicesView } from '#shared/views/devices/shape.ts';

export const contract = apiContract({
  description: 'Compliance of managed devices.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getDevices: {
      route: 'GET /v1/customers/{customerId}/devices',
      summary: 'Managed devices of a customer: how many are compliant, and those that are not.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: DevicesView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
