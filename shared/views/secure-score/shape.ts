import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';

const Action = z.object({
  ...TenantRef.shape,
  controlId: z.string(),
  title: z.string(),
  /** Points that can still be gained. */
  points: z.number(),
  userImpact: z.string().nullable(),
  cost: z.string().nullable(),
  /** Microsoft's own address if it names the tenant, otherwise the page of the action in the Defender portal. */
  url: z.string(),
});

export const SecureScoreView = z.object({
  /** Null if there is no score yet, or it could not be read. With several tenants, the sum. */
  current: z.number().nullable(),
  max: z.number().nullable(),
  percent: z.number().nullable(),
  band: z.enum(['green', 'amber', 'red']).nullable(),
  /** The last 30 days, oldest first. */
  trend: z.array(z.object({ on: CalendarDate, percent: z.number() })),
  actions: z.array(Action),
  /** The total, whatever `top` is. Null if the score of a tenant could not be read. */
  actionsTotal: z.int().nonnegative().nullable(),
});
SecureScoreView.register(z.globalRegistry, {
  id: 'SecureScore',
  description: 'The Secure Score of a customer with its trend and the actions that raise it.',
});
