import type { z } from 'zod';
import { normalizeDomain } from '#shared/kernel/domain.ts';
import type { Domain, RawDomain } from './schema.ts';

export const normalize = (raw: z.output<typeof RawDomain>): Domain => ({
  name: normalizeDomain(raw.id) ?? raw.id,
  authentication: raw.authenticationType,
  isVerified: raw.isVerified,
  isDefault: raw.isDefault,
  isInitial: raw.isInitial,
  passwordValidityDays: raw.passwordValidityPeriodInDays,
});
