import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawOptionalInstant, RawText, rawList } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/organization */
export const RawOrganization = z.object({
  id: RawId,
  displayName: RawNonBlankText,
  createdDateTime: RawOptionalInstant,
  onPremisesSyncEnabled: RawBoolean,
  verifiedDomains: rawList(
    z.object({ name: z.string().min(1), isDefault: RawBoolean, isInitial: RawBoolean, type: RawText }),
  ),
});

/** The fact: one record per tenant. */
export const Organization = z.object({
  tenantId: z.string(),
  name: z.string().nullable(),
  createdAt: Instant.nullable(),
  isSynced: z.boolean(),
  /** Normalized. Invalid domain names are left out. */
  verifiedDomains: z.array(
    z.object({ name: z.string(), isDefault: z.boolean(), isInitial: z.boolean(), isFederated: z.boolean() }),
  ),
});
export type Organization = z.output<typeof Organization>;
