import { type CredentialWarning, warningsBy } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';

export interface Pending {
  /** What is to be told, one message each. */
  readonly warnings: readonly CredentialWarning[];
  /** What counts as told after it: a wider warning than the one that is told need not be told any more. */
  readonly toldAt: ExpiryEntry['toldAt'];
}

/** What is to be told of a credential now: the most pressing warning of its date, and a refusal, unless it was told before. */
export const pendingOf = ({ expiresOn, refusedAt, toldAt }: ExpiryEntry, now: Date): Pending => {
  const passed = warningsBy(expiresOn, now);
  const pressing = passed.at(-1);
  const byDate = pressing === undefined || toldAt[pressing] !== undefined ? [] : [pressing];
  // A credential that was taken in between, and is refused again, is told of again.
  const isNews = refusedAt !== null && (toldAt.refused ?? '') < refusedAt;
  const at = now.toISOString();
  return {
    warnings: isNews ? [...byDate, 'refused'] : byDate,
    toldAt: {
      ...toldAt,
      ...(byDate.length === 0 ? {} : Object.fromEntries(passed.map((warning) => [warning, toldAt[warning] ?? at]))),
      ...(isNews ? { refused: at } : {}),
    },
  };
};
