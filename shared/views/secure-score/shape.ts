import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { TenantId } from '#shared/kernel/ids.ts';

const Action = z.object({
  tenantId: TenantId,
  controlId: z.string(),
  title: z.string(),
  /** Still to gain. */
  points: z.number(),
  userImpact: z.string().nullable(),
  cost: z.string().nullable(),
  url: z.string().nullable(),
});

export const SecureScoreView = z.object({
  /** Null where there is no score yet, or it could not be read. Of several tenants, the sum. */
  current: z.number().nullable(),
  max: z.number().nullable(),
  percent: z.number().nullable(),
  band: z.enum(['green', 'amber', 'red']).nullable(),
  /** The last 30 days, oldest first. */
  trend: z.array(z.object({ on: CalendarDate, percent: z.number() })),
  actions: z.array(Action),
  /** How many there are, however many were asked for. */
  actionsTotal: z.int().nonnegative(),
});
