import type { z } from 'zod';
import { normaliseDomain } from '#shared/kernel/domain.ts';
import type { Domain, RawDomain } from './schema.ts';

export const normalise = (raw: z.output<typeof RawDomain>): Domain => ({
  name: normaliseDomain(raw.id) ?? raw.id,
  authentication: raw.authenticationType,
  isVerified: raw.isVerified,
  isDefault: raw.isDefault,
  isInitial: raw.isInitial,
  passwordValidityDays: raw.passwordValidityPeriodInDays,
});
