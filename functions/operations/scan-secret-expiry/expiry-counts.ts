import { type CredentialWarning, daysUntil, reachedWarnings } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';

/** The contents of the directory, as alarms see it. */
export interface ExpiryCounts {
  readonly credentials: number;
  /**
   * Number of credentials by warning. A credential that expires within 3 days also counts as within 30; an expired one
   * counts as expired alone.
   */
  readonly by: Readonly<Record<CredentialWarning, number>>;
  /** Days until the next credential expires; undefined if no expiry is known. */
  readonly earliestDays: number | undefined;
}

export const noCounts: ExpiryCounts = {
  credentials: 0,
  by: { '30-days': 0, '14-days': 0, '7-days': 0, '3-days': 0, expired: 0, refused: 0 },
  earliestDays: undefined,
};

const warningsOf = ({ expiresOn, refusedAt }: ExpiryEntry, now: Date): readonly CredentialWarning[] => {
  const passed = reachedWarnings(expiresOn, now);
  const byDate: readonly CredentialWarning[] = passed.includes('expired') ? ['expired'] : passed;
  return refusedAt === null ? byDate : [...byDate, 'refused'];
};

/** The counts including one more credential. */
export const withEntry = (
  { credentials, by, earliestDays }: ExpiryCounts,
  entry: ExpiryEntry,
  now: Date,
): ExpiryCounts => {
  const more = { ...by };
  for (const warning of warningsOf(entry, now)) more[warning] += 1;
  const days = entry.expiresOn === null ? -1 : daysUntil(entry.expiresOn, now);
  return {
    credentials: credentials + 1,
    by: more,
    earliestDays: days < 0 ? earliestDays : Math.min(days, earliestDays ?? days),
  };
};
