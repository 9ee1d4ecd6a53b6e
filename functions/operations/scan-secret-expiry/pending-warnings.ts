import { type CredentialWarning, reachedWarnings } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';

export interface PendingWarnings {
  /** What is to be told, one message each. */
  readonly warnings: readonly CredentialWarning[];
  /** What counts as told after it: a wider warning than the one that is told need not be told any more. */
  readonly notifiedAt: ExpiryEntry['notifiedAt'];
}

/** What is to be told of a credential now: the most pressing warning of its date, and a refusal, unless it was told before. */
export const pendingWarnings = ({ expiresOn, refusedAt, notifiedAt }: ExpiryEntry, now: Date): PendingWarnings => {
  const passed = reachedWarnings(expiresOn, now);
  const pressing = passed.at(-1);
  const byDate = pressing === undefined || notifiedAt[pressing] !== undefined ? [] : [pressing];
  // A credential that was taken in between, and is refused again, is told of again.
  const isNews = refusedAt !== null && (notifiedAt.refused ?? '') < refusedAt;
  const at = now.toISOString();
  return {
    warnings: isNews ? [...byDate, 'refused'] : byDate,
    notifiedAt: {
      ...notifiedAt,
      ...(byDate.length === 0 ? {} : Object.fromEntries(passed.map((warning) => [warning, notifiedAt[warning] ?? at]))),
      ...(isNews ? { refused: at } : {}),
    },
  };
};
