import { addDays } from '#shared/kernel/clock.ts';
import { missingParts } from '#shared/kernel/surface-state.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import type { Posture } from './posture.ts';
import { tierOf } from './privileged.ts';

/** Purposes of mailboxes in Exchange Online whose rules are read (rules 3). */
const readPurposes: ReadonlySet<string> = new Set(['user', 'shared', 'room', 'equipment']);

export interface Mailbox {
  readonly userId: string;
  /** Read every day: a privileged, risky or recently changed user (rules 21). */
  readonly isReadDaily: boolean;
}

/** How many days an account counts as recently changed. */
const newDays = 7;

/** The mailboxes whose rules are read (rules 3 and 21), of existing accounts. */
export const mailboxesOf = (posture: Posture): readonly Mailbox[] => {
  const purposes = new Map(posture.facts('mailbox-settings').map(({ userId, purpose }) => [userId, purpose]));
  const since = addDays(posture.now, -newDays);
  const isRecent = (instant: string | null): boolean => instant !== null && new Date(instant) >= since;
  const changes = posture.facts('directory-audits').filter(({ at }) => isRecent(at));
  const riskyOrChanged = new Set([
    ...posture.facts('risky-users').map(({ userId }) => userId),
    ...changes.flatMap(({ targets }) => targets.map(({ id }) => id)),
  ]);
  return posture
    .facts('users')
    .filter(({ userId }) => readPurposes.has(purposes.get(userId) ?? ''))
    .map(({ userId, createdAt }) => ({
      userId,
      isReadDaily: isRecent(createdAt) || riskyOrChanged.has(userId) || tierOf(posture, userId) !== undefined,
    }));
};

/** Members with a mail address of whom it could not be read whether they have a mailbox, and of which kind. */
export const accountsWithoutPurpose = (posture: Posture): readonly User[] => {
  const purposes = new Map(posture.facts('mailbox-settings').map(({ userId, purpose }) => [userId, purpose]));
  const isAnyUnread = missingParts(posture.state('mailbox-settings')) !== undefined;
  const isUnknown = (userId: string): boolean =>
    purposes.get(userId) === 'refused' || (isAnyUnread && !purposes.has(userId));
  return posture
    .facts('users')
    .filter(({ userType, mail, userId }) => userType === 'member' && mail !== null && isUnknown(userId));
};
