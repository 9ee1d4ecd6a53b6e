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
  /** Names `All` among its users. */
  targetsEveryone: z.boolean(),
  coversEveryApplication: z.boolean(),
  clientAppTypes: z.array(z.string()),
  /** What it demands: `mfa`, `block`, `compliantDevice`, a strength by name, … */
  demands: z.array(z.string()),
  operator: z.enum(['AND', 'OR', 'unknown']).nullable(),
  /** Conditions under which alone it works. */
  narrowedBy: z.array(z.string()),
  /** People whose MFA counts to whom it applies; null where users could not be read. */
  appliesTo: z.int().nonnegative().nullable(),
  /** Whether it enforces MFA for them; if it demands MFA and does not, `weaknesses` says why. */
  enforcesMfa: z.boolean(),
  weaknesses: z.array(z.enum(['report-only', 'some-apps', 'avoidable', 'narrowed', 'third-party'])),
});

const ConditionalAccessAnswer = ConditionalAccessView.extend({
  /** Null where policies could not be read; empty where there is none. */
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
      summary: 'The policies of a customer, and the badge of MFA enforcement with its reasons.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: ConditionalAccessAnswer },
      errors: ['NotFound'],
    },
  },
});
