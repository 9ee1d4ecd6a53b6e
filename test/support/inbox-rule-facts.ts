import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { mailbox, userId } from './posture-facts.ts';

export type Rule = InboxRules['rules'][number];

/** A rule that nobody would mind; a test breaks one field of it at a time. */
export const rule = (broken: Partial<Rule> = {}): Rule => ({
  ruleId: 'rule-1',
  name: 'Newsletters',
  isEnabled: true,
  hasError: false,
  outside: [],
  via: [],
  hides: [],
  hasCondition: true,
  keywords: [],
  hasTelltaleName: false,
  ...broken,
});

/** What was read of the mailbox of one person. */
export const visited = (number: number, rules: Rule[], outcome: InboxRules['outcome'] = 'read'): InboxRules => ({
  userId: userId(number),
  readOn: '2026-11-22',
  outcome,
  rules,
});

/** Two mailboxes, both read; the fourth person's with these rules. */
export const mailboxesWith = (...rules: Rule[]) => ({
  'mailbox-settings': [mailbox(1, 'user'), mailbox(4, 'user'), mailbox(5, 'none')],
  'inbox-rules': [visited(1, []), visited(4, rules)],
});
