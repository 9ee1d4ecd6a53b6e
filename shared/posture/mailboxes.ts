import { addDays } from '#shared/kernel/clock.ts';
import type { Posture } from './posture.ts';
import { tierOf } from './privileged.ts';

/** Purposes of what Exchange Online holds as a mailbox. What is refused to us, or is none, is not visited. */
const visited: ReadonlySet<string> = new Set(['user', 'shared', 'room', 'equipment']);

export interface Mailbox {
  readonly userId: string;
  /** Looked at every day: somebody privileged, at risk or newly changed. */
  readonly isReadDaily: boolean;
}

/** How long an account counts as newly changed. */
const newDays = 7;

/** Every mailbox whose rules are read (rules 3 and 21), of accounts that still exist. */
export const mailboxesOf = (posture: Posture): readonly Mailbox[] => {
  const purposes = new Map(posture.facts('mailbox-settings').map(({ userId, purpose }) => [userId, purpose]));
  const since = addDays(posture.now, -newDays);
  const isRecent = (instant: string | null): boolean => instant !== null && new Date(instant) >= since;
  const changes = posture.facts('directory-audits').filter(({ at }) => isRecent(at));
  const unsettled = new Set([
    ...posture.facts('risky-users').map(({ userId }) => userId),
    ...changes.flatMap(({ targets }) => targets.map(({ id }) => id)),
  ]);
  return posture
    .facts('users')
    .filter(({ userId }) => visited.has(purposes.get(userId) ?? ''))
    .map(({ userId, createdAt }) => ({
      userId,
      isReadDaily: isRecent(createdAt) || unsettled.has(userId) || tierOf(posture, userId) !== undefined,
    }));
};
