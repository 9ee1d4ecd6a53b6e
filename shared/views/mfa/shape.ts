import { z } from 'zod';
import { MfaBadge, MfaNumbers } from '#shared/posture/tenant-numbers.ts';

export const MfaView = z.object({
  /** With several tenants, the worst badge. */
  badge: MfaBadge,
  badgeReasons: z.array(z.string()),
  method: z.enum(['security-defaults', 'conditional-access', 'per-user', 'mixed', 'none']).nullable(),
  users: MfaNumbers,
  privileged: MfaNumbers,
  basis: z.enum(['report', 'methods']).nullable(),
});
