import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { TenantDrift } from '#shared/views/drift/shape.ts';
import { MfaView } from '#shared/views/mfa/shape.ts';

const Percent = z.number().min(0).max(100).nullable();

export const PrivilegedUser = z.object({
  tenantId: TenantId,
  userId: z.string(),
  name: z.string(),
  upn: z.string(),
  roles: z.array(z.string()),
  /** Null if registrations could not be read. */
  methods: z.array(z.string()).nullable(),
  capable: z.boolean().nullable(),
  /** Holds at least one of the roles without activation. */
  standing: z.boolean(),
  /** Guests count in no number. */
  guest: z.boolean(),
});

const MfaAnswer = MfaView.extend({
  privilegedUsers: z.array(PrivilegedUser),
  /** Break-glass accounts, which count in no number. */
  breakGlass: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      registered: z.boolean().nullable(),
      /** True if an admin marked it, false if it was inferred. */
      marked: z.boolean(),
    }),
  ),
  drift: z.array(TenantDrift),
  trend: z.array(z.object({ on: CalendarDate, capablePercent: Percent, privilegedCapablePercent: Percent })),
  ...synced,
});

export const contract = apiContract({
  description: 'MFA coverage, privileged users, and their trend.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getMfa: {
      route: 'GET /v1/customers/{customerId}/mfa',
      summary: 'MFA coverage of a customer; users of several tenants are added up.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: MfaAnswer },
      errors: ['NotFound'],
    },
  },
});
