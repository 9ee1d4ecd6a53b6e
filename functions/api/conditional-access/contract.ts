import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { ConditionalAccessView } from '#shared/views/conditional-access/shape.ts';

export const PolicyAnswer = z.object({
  tenantId: TenantId,
  policyId: z.string(),
  name: z.string(),
  state: z.enum(['enabled', 'disabled', 'report-only', 'unknown']),
  createdAt: z.iso.datetime().nullable(),
  modifiedAt: z.iso.datetime().nullable(),
  /** It includes all users. */
  targetsEveryone: z.boolean(),
  coversEveryApplication: z.boolean(),
  clientAppTypes: z.array(z.string()),
  /** The required controls: `mfa`, `block`, `compliantDevice`, the name of a strength, … */
  demands: z.array(z.string()),
  operator: z.enum(['AND', 'OR', 'unknown']).nullable(),
  /** The conditions that limit it. */
  narrowedBy: z.array(z.string()),
  /** The number of users of the MFA denominator to whom it applies; null if users could not be read. */
  appliesTo: z.int().nonnegative().nullable(),
  /** Whether it enforces MFA for them. If it asks for MFA without enforcing it, `weaknesses` says why. */
  enforcesMfa: z.boolean(),
  weaknesses: z.array(z.enum(['report-only', 'some-apps', 'avoidable', 'narrowed', 'third-party'])),
});

const ConditionalAccessAnswer = ConditionalAccessView.extend({
  /** Null if policies could not be read; empty if there are none. */
  policies: z.array(PolicyAnswer).nullable(),
  ...synced,
});

export const contract = apiContract({
  description: 'Conditional Access policies, and whether they enforce MFA.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getConditionalAccess: {
      route: 'GET /v1/customers/{customerId}/conditional-access',
      summary: 'The policies of a customer, and the MFA badge with its reasons.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: ConditionalAccessAnswer },
      errors: ['NotFound'],
    },
  },
});
