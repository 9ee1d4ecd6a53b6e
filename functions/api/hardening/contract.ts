import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { HardeningView } from '#shared/views/hardening/shape.ts';

export const contract = apiContract({
  description: 'The checklist of settings with remediation.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getHardening: {
      route: 'GET /v1/customers/{customerId}/hardening',
      summary: 'The checklist of a customer: each item pass, warn, fail, not-applicable or unknown.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: HardeningView.extend(synced) },
      errors: ['NotFound'],
    },
  },
});
