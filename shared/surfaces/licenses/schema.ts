import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawCount, RawId, RawOptionalInstant, rawEnum, rawList } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/subscribedsku */
export const RawSku = z.object({
  skuId: RawId,
  skuPartNumber: z.string().min(1),
  capabilityStatus: rawEnum('enabled', 'warning', 'suspended', 'deleted', 'lockedOut'),
  appliesTo: rawEnum('user', 'company'),
  consumedUnits: z.number(),
  prepaidUnits: z.object({ enabled: RawCount, warning: RawCount, suspended: RawCount, lockedOut: RawCount }),
  servicePlans: rawList(
    z.object({
      servicePlanId: RawId,
      servicePlanName: z.string().min(1),
      provisioningStatus: z
        .string()
        .nullish()
        .transform((status) => status ?? 'unknown'),
    }),
  ),
});

/** A commercial subscription behind a SKU. https://learn.microsoft.com/graph/api/resources/companysubscription */
export const RawSubscription = z.object({
  skuId: RawId,
  status: rawEnum('enabled', 'warning', 'suspended', 'deleted', 'lockedOut'),
  isTrial: RawBoolean,
  totalLicenses: RawCount,
  nextLifecycleDateTime: RawOptionalInstant,
});

/** As the rest of the product speaks of it: one record a SKU. */
export const License = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  capabilityStatus: z.enum(['enabled', 'warning', 'suspended', 'deleted', 'lockedOut', 'unknown']),
  appliesTo: z.enum(['user', 'company', 'unknown']),
  /** Units paid for; with `warning` (past renewal, in grace) they are what is paid. */
  enabled: z.number(),
  warning: z.number(),
  suspended: z.number(),
  lockedOut: z.number(),
  consumed: z.number(),
  servicePlans: z.array(z.object({ planId: z.string(), name: z.string(), provisioningStatus: z.string() })),
  /** The soonest renewal or end of a live subscription of this SKU. Of the two below: absent = not read, null = Microsoft names none. */
  renewsAt: Instant.nullable().optional(),
  /** Every live subscription of it is a trial. */
  isTrial: z.boolean().nullable().optional(),
});
export type License = z.output<typeof License>;
