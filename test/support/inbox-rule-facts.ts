import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { mailbox, userId } from './posture-facts.ts';

export type InboxRule = InboxRules['rules'][number];

/** A rule that nobody would mind; a test breaks one field of it at a time. */
export const inboxRule = (broken: Partial<InboxRule> = {}): InboxRule => ({
  ruleId: 'rule-1',
  name: 'Newsletters',
  isEnabled: true,
  hasError: false,
  outside: [],
  via: [],
  hides: [],
  hasCondition: true,
  keywords: [],
  hasSuspiciousName: false,
  ...broken,
});

/** What was read of the mailbox of one person. */
export const mailboxRules = (
  number: number,
  rules: InboxRule[],
  outcome: InboxRules['outcome'] = 'read',
): InboxRules => ({
  userId: userId(number),
  readOn: '2026-11-22',
  outcome,
  rules,
});

/** Two mailboxes, both read; the fourth person's with these rules. */
export const mailboxesWith = (...rules: InboxRule[]) => ({
  'mailbox-settings': [mailbox(1, 'user'), mailbox(4, 'user'), mailbox(5, 'none')],
  'inbox-rules': [mailboxRules(1, []), mailboxRules(4, rules)],
});
