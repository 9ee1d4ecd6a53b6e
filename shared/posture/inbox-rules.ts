import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { mailboxesOf } from './mailboxes.ts';
import type { Posture } from './posture.ts';

export type FlaggedRule = InboxRules['rules'][number];

/** The rules that somebody should look at, with whose mailbox they are in. */
export const flaggedRules = (posture: Posture): readonly { readonly userId: string; readonly rule: FlaggedRule }[] =>
  posture.facts('inbox-rules').flatMap(({ userId, rules }) => rules.map((rule) => ({ userId, rule })));

/** How many mailboxes of accounts that exist were never read, or keep us out. */
export const unvisitedMailboxes = (posture: Posture): number => {
  const read = new Set(
    posture.facts('inbox-rules').flatMap(({ userId, outcome }) => (outcome === 'refused' ? [] : [userId])),
  );
  return mailboxesOf(posture).filter(({ userId }) => !read.has(userId)).length;
};
