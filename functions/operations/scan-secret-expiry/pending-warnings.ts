import { type CredentialWarning, reachedWarnings } from '#shared/kernel/credential-warning.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';

export interface PendingWarnings {
  /** The warnings to send, one message each. */
  readonly warnings: readonly CredentialWarning[];
  /** The state after sending: wider warnings than the one that is sent count as sent too. */
  readonly notifiedAt: ExpiryEntry['notifiedAt'];
}

/**
 * The warnings to send for a credential now: the most urgent one of its expiry and a refusal, unless they were already
 * sent.
 */
export const pendingWarnings = ({ expiresOn, refusedAt, notifiedAt }: ExpiryEntry, now: Date): PendingWarnings => {
  const reached = reachedWarnings(expiresOn, now);
  const mostUrgent = reached.at(-1);
  const byDate = mostUrgent === undefined || notifiedAt[mostUrgent] !== undefined ? [] : [mostUrgent];
  // A credential that was accepted in between and is refused again is notified again.
  const isNewRefusal = refusedAt !== null && (notifiedAt.refused ?? '') < refusedAt;
  const at = now.toISOString();
  return {
    warnings: isNewRefusal ? [...byDate, 'refused'] : byDate,
    notifiedAt: {
      ...notifiedAt,
      ...(byDate.length === 0
        ? {}
        : Object.fromEntries(reached.map((warning) => [warning, notifiedAt[warning] ?? at]))),
      ...(isNewRefusal ? { refused: at } : {}),
    },
  };
};
