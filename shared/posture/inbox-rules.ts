import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { mailboxesOf } from './mailboxes.ts';
import type { Posture } from './posture.ts';

export type FlaggedRule = InboxRules['rules'][number];

interface RuleOf {
  readonly userId: string;
  readonly rule: FlaggedRule;
  /** The day on which its mailbox was looked into. */
  readonly readOn: string;
}

/** The rules that somebody should look at, with whose mailbox they are in. */
export const flaggedRules = (posture: Posture): readonly RuleOf[] =>
  posture.facts('inbox-rules').flatMap(({ userId, rules, readOn }) => rules.map((rule) => ({ userId, rule, readOn })));

/** How fresh the rotation is: the day of the mailbox that was looked into longest ago. Null where none was. */
export const oldestMailboxReadOn = (posture: Posture): string | null => {
  const there = new Set(mailboxesOf(posture).map(({ userId }) => userId));
  const days = posture
    .facts('inbox-rules')
    .flatMap(({ userId, outcome, readOn }) => (outcome === 'read' && there.has(userId) ? [readOn] : []));
  return days.toSorted()[0] ?? null;
};

/** How many mailboxes of accounts that exist were never read, or keep us out. */
export const unreadMailboxCount = (posture: Posture): number => {
  const read = new Set(
    posture.facts('inbox-rules').flatMap(({ userId, outcome }) => (outcome === 'refused' ? [] : [userId])),
  );
  return mailboxesOf(posture).filter(({ userId }) => !read.has(userId)).length;
};
