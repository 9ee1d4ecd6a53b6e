import { z } from 'zod';

const Count = z.int().nonnegative().nullable();

/** Null means that the number could not be read. It is never 0 in that case. */
export const MfaNumbers = z.object({
  of: Count,
  registered: Count,
  capable: Count,
  enforced: Count,
  phishingResistant: Count,
});
export type MfaNumbers = z.output<typeof MfaNumbers>;

export const MfaBadge = z.enum(['enforced', 'partial', 'report-only', 'none', 'unknown']);
export type MfaBadge = z.output<typeof MfaBadge>;

export const unknownNumbers: MfaNumbers = {
  of: null,
  registered: null,
  capable: null,
  enforced: null,
  phishingResistant: null,
};

/** Secure Score points. */
export const Score = z.object({ current: z.number(), max: z.number() });
export type Score = z.output<typeof Score>;

/** The numbers of a tenant that are stored every day. */
export const TenantNumbers = z.object({
  users: MfaNumbers,
  privileged: MfaNumbers,
  /** Null if there is no score yet, or if it could not be read. */
  secureScore: Score.nullable(),
});
export type TenantNumbers = z.output<typeof TenantNumbers>;

/** Rounded to one decimal; null if it is not known or the denominator is 0. */
export const percent = (part: number | null, of: number | null): number | null =>
  part === null || of === null || of === 0 ? null : Math.round((part / of) * 1000) / 10;
