import { z } from 'zod';
import { MfaBadge } from '#shared/posture/tenant-numbers.ts';

export const ConditionalAccessView = z.object({
  badge: MfaBadge,
  badgeReasons: z.array(z.string()),
  /** Null if it could not be read. With several tenants, whether it is on in all of them. */
  securityDefaults: z.boolean().nullable(),
});
