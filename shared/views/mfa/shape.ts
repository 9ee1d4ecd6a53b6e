import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';
import { TenantDrift } from '../drift/shape.ts';

export const MfaCoverage = z.object({
  /** With several tenants, the worst badge. */
  badge: MfaBadge,
  badgeReasons: z.array(z.string()),
  method: z.enum(['security-defaults', 'conditional-access', 'per-user', 'mixed', 'none']).nullable(),
  users: MfaNumbers,
  privileged: MfaNumbers,
  basis: z.enum(['report', 'methods']).nullable(),
});

const Percent = z.number().min(0).max(100).nullable();

export const PrivilegedUser = z.object({
  ...TenantRef.shape,
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
PrivilegedUser.register(z.globalRegistry, {
  id: 'PrivilegedUser',
  description: 'A user with an administrative role and their MFA methods.',
});

export const MfaView = MfaCoverage.extend({
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
});
MfaView.register(z.globalRegistry, { id: 'Mfa', description: 'MFA coverage of the users of a customer.' });
