import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawOptionalInstant, rawEnum } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/riskyuser */
export const RawRiskyUser = z.object({
  id: RawId,
  userPrincipalName: RawNonBlankText,
  isDeleted: RawBoolean,
  riskLevel: rawEnum('high', 'medium', 'low', 'hidden', 'none'),
  riskState: rawEnum('none', 'confirmedSafe', 'remediated', 'dismissed', 'atRisk', 'confirmedCompromised'),
  riskDetail: RawNonBlankText,
  riskLastUpdatedDateTime: RawOptionalInstant,
});

/** The fact: one record per account that Microsoft considers at risk or an admin confirmed as compromised. */
export const RiskyUser = z.object({
  userId: z.string(),
  upn: z.string().nullable(),
  /** `hidden`: the tenant's plan does not show it. */
  level: z.enum(['high', 'medium', 'low', 'hidden', 'none', 'unknown']),
  state: z.enum(['atRisk', 'confirmedCompromised']),
  /** Microsoft's reason, opaque. */
  detail: z.string().nullable(),
  updatedAt: Instant.nullable(),
});
export type RiskyUser = z.output<typeof RiskyUser>;
