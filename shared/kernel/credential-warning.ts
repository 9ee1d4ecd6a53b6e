import { z } from 'zod';
import { addDays, dateOf } from './clock.ts';

/**
 * People are warned this many days before a credential expires, the longest first. Each value has its own metric, alarm
 * and runbook.
 */
export const warningThresholdDays = [30, 14, 7, 3] as const;

/**
 * The warnings about a credential, each sent once: it expires within so many days, it has expired, or Microsoft refuses
 * it.
 */
export const CredentialWarning = z.enum(['30-days', '14-days', '7-days', '3-days', 'expired', 'refused']);
export type CredentialWarning = z.output<typeof CredentialWarning>;

const oneDayMilliseconds = 86_400_000;

/** Whole days from today to the last day on which the credential is valid: 0 on that day, negative after it. */
export const daysUntil = (expiresOn: string, now: Date): number =>
  Math.round((Date.parse(expiresOn) - Date.parse(dateOf(now))) / oneDayMilliseconds);

/**
 * The warnings that are due for an expiry date, the most urgent last. A credential that has expired is due all of them.
 * One that expires far in the future, or whose date is unknown, is due none.
 */
export const reachedWarnings = (expiresOn: string | null, now: Date): readonly CredentialWarning[] => {
  if (expiresOn === null) return [];
  const within = warningThresholdDays.filter((days) => expiresOn <= dateOf(addDays(now, days)));
  const reached: CredentialWarning[] = within.map((days): CredentialWarning => `${days}-days`);
  return expiresOn < dateOf(now) ? [...reached, 'expired'] : reached;
};
