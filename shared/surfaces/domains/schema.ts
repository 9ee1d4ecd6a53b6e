import { z } from 'zod';
import { RawBoolean, rawEnum } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/domain */
export const RawDomain = z.object({
  id: z.string().min(1),
  authenticationType: rawEnum('managed', 'federated'),
  isVerified: RawBoolean,
  isDefault: RawBoolean,
  isInitial: RawBoolean,
  passwordValidityPeriodInDays: z
    .number()
    .nullish()
    .transform((days) => days ?? null),
});

/** The fact: one record per domain of the tenant, including unverified ones. */
export const Domain = z.object({
  /** Normalized where it is a valid domain name, otherwise as Microsoft writes it. */
  name: z.string(),
  authentication: z.enum(['managed', 'federated', 'unknown']),
  isVerified: z.boolean(),
  isDefault: z.boolean(),
  isInitial: z.boolean(),
  /** 2147483647 means never. Null means federated or never set (Microsoft documents 90 days). */
  passwordValidityDays: z.number().nullable(),
});
export type Domain = z.output<typeof Domain>;
