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
      appliesTo: rawEnum('user', 'company'),
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

/** The fact: one record per SKU. */
export const License = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  capabilityStatus: z.enum(['enabled', 'warning', 'suspended', 'deleted', 'lockedOut', 'unknown']),
  /** `company` also if all of its service plans apply to the company: then no user can hold a seat. */
  appliesTo: z.enum(['user', 'company', 'unknown']),
  /** Units paid for. Units in `warning` (past renewal, in grace) are paid too. */
  enabled: z.number(),
  warning: z.number(),
  suspended: z.number(),
  lockedOut: z.number(),
  consumed: z.number(),
  servicePlans: z.array(z.object({ planId: z.string(), name: z.string(), provisioningStatus: z.string() })),
  /**
   * The next renewal or end of an active subscription of this SKU. For the next two fields absent means not read, and
   * null means that Microsoft gives none.
   */
  renewsAt: Instant.nullable().optional(),
  /** Every active subscription is a trial. */
  isTrial: z.boolean().nullable().optional(),
});
export type License = z.output<typeof License>;
