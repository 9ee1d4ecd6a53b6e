import { type CredentialWarning, daysUntil, reachedWarnings } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';

/** What the directory holds, as alarms look at it. */
export interface ExpiryCounts {
  readonly credentials: number;
  /** Of each warning, how many stand in it. Who ends within 3 days ends within 30 too; who has ended is counted as that alone. */
  readonly by: Readonly<Record<CredentialWarning, number>>;
  /** Until the next one ends; undefined where none is known to end. */
  readonly earliestDays: number | undefined;
}

export const noCounts: ExpiryCounts = {
  credentials: 0,
  by: { '30-days': 0, '14-days': 0, '7-days': 0, '3-days': 0, expired: 0, refused: 0 },
  earliestDays: undefined,
};

const standingIn = ({ expiresOn, refusedAt }: ExpiryEntry, now: Date): readonly CredentialWarning[] => {
  const passed = reachedWarnings(expiresOn, now);
  const byDate: readonly CredentialWarning[] = passed.includes('expired') ? ['expired'] : passed;
  return refusedAt === null ? byDate : [...byDate, 'refused'];
};

/** The counts with one credential more. */
export const withEntry = (
  { credentials, by, earliestDays }: ExpiryCounts,
  entry: ExpiryEntry,
  now: Date,
): ExpiryCounts => {
  const more = { ...by };
  for (const warning of standingIn(entry, now)) more[warning] += 1;
  const days = entry.expiresOn === null ? -1 : daysUntil(entry.expiresOn, now);
  return {
    credentials: credentials + 1,
    by: more,
    earliestDays: days < 0 ? earliestDays : Math.min(days, earliestDays ?? days),
  };
};
