import { z } from 'zod';
import { addDays, dateOf } from './clock.ts';

/** How many days before the end of a credential people are told of it; the widest first. Each has a metric, an alarm and a page of its own. */
export const warningThresholdDays = [30, 14, 7, 3] as const;

/** What is told of a credential, each once: that it ends within so many days, that it ended, that Microsoft refuses it. */
export const CredentialWarning = z.enum(['30-days', '14-days', '7-days', '3-days', 'expired', 'refused']);
export type CredentialWarning = z.output<typeof CredentialWarning>;

const oneDayMilliseconds = 86_400_000;

/** Whole days from today to the last day on which it holds: 0 on that day, negative after it. */
export const daysUntil = (expiresOn: string, now: Date): number =>
  Math.round((Date.parse(expiresOn) - Date.parse(dateOf(now))) / oneDayMilliseconds);

/**
 * The warnings that a date has come to, the most pressing last. One that has ended has come to all of them; one that ends far off, or nobody knows when, to none.
 */
export const reachedWarnings = (expiresOn: string | null, now: Date): readonly CredentialWarning[] => {
  if (expiresOn === null) return [];
  const within = warningThresholdDays.filter((days) => expiresOn <= dateOf(addDays(now, days)));
  const passed: CredentialWarning[] = within.map((days): CredentialWarning => `${days}-days`);
  return expiresOn < dateOf(now) ? [...passed, 'expired'] : passed;
};
