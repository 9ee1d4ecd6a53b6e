import type { z } from 'zod';
import type { RawRiskyUser, RiskyUser } from './schema.ts';

/** Undefined for an account that is deleted or no longer at risk. */
export const normalize = (raw: z.output<typeof RawRiskyUser>): RiskyUser | undefined => {
  const { riskState: state } = raw;
  if (raw.isDeleted || (state !== 'atRisk' && state !== 'confirmedCompromised')) return undefined;
  return {
    userId: raw.id,
    upn: raw.userPrincipalName?.toLowerCase() ?? null,
    level: raw.riskLevel,
    state,
    detail: raw.riskDetail,
    updatedAt: raw.riskLastUpdatedDateTime,
  };
};
