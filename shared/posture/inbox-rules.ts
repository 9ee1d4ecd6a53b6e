import type { FlaggedRule } from '#shared/surfaces/inbox-rules/schema.ts';
import { accountsWithoutPurpose, mailboxesOf } from './mailboxes.ts';
import type { Posture } from './posture.ts';

interface RuleOf {
  readonly userId: string;
  readonly rule: FlaggedRule;
  /** The day on which the mailbox was read. */
  readonly readOn: string;
}

/** The flagged inbox rules with the owner of each mailbox. */
export const flaggedRules = (posture: Posture): readonly RuleOf[] =>
  posture.facts('inbox-rules').flatMap(({ userId, rules, readOn }) => rules.map((rule) => ({ userId, rule, readOn })));

/** The day of the mailbox that was read longest ago; null if none was read. */
export const oldestMailboxReadOn = (posture: Posture): string | null => {
  const there = new Set(mailboxesOf(posture).map(({ userId }) => userId));
  const days = posture
    .facts('inbox-rules')
    .flatMap(({ userId, outcome, readOn }) => (outcome === 'read' && there.has(userId) ? [readOn] : []));
  return days.toSorted()[0] ?? null;
};

/**
 * The number of mailboxes of existing accounts of which some rule may be unknown: never read, refused, failed, with a
 * rule that is not as documented, or not known to be a mailbox because its purpose could not be read.
 */
export const unreadMailboxCount = (posture: Posture): number => {
  const read = new Set(
    posture
      .facts('inbox-rules')
      .flatMap(({ userId, outcome, oddRules }) =>
        (outcome === 'read' || outcome === 'none') && oddRules === 0 ? [userId] : [],
      ),
  );
  const unread = mailboxesOf(posture).filter(({ userId }) => !read.has(userId)).length;
  return unread + accountsWithoutPurpose(posture).length;
};
