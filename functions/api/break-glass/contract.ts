import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { guidInput, TextLine } from '#shared/kernel/text.ts';

/** More than four accounts would be everyday accounts (rules 2). */
const marksAtMost = 4;

const UserId = TextLine.toLowerCase().pipe(z.guid("must be the user's object id, a GUID")).meta(guidInput);

export const BreakGlassAnswer = z.object({
  accounts: z.array(TenantRef.extend({ userId: z.string(), name: z.string(), upn: z.string() })),
  /**
   * The MFA and admins pages use the marks at once. Findings, counts and daily numbers use them from the next run of
   * the tenant on.
   */
  findingsUpdate: z.literal('on-next-run'),
});
BreakGlassAnswer.register(z.globalRegistry, {
  id: 'BreakGlass',
  description: 'The accounts that are marked as break-glass.',
});

export const contract = apiContract({
  description: 'Break-glass accounts that an admin marked.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    markBreakGlass: {
      route: 'PUT /v1/customers/{customerId}/break-glass',
      summary: `Mark at most ${marksAtMost} accounts of the tenants as break-glass, replacing earlier marks. An empty list infers them.`,
      ability: 'customers.manage',
      params: z.strictObject({ customerId: CustomerId }),
      body: z.strictObject({
        userIds: z
          .array(UserId)
          .max(marksAtMost, `at most ${marksAtMost} accounts are marked`)
          .refine((ids) => new Set(ids).size === ids.length, 'names an account twice'),
      }),
      response: { status: 200, body: BreakGlassAnswer },
      errors: ['NotFound', 'AuditUnavailable'],
    },
  },
});
