import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { mailbox, userId } from './posture-facts.ts';

export type InboxRule = InboxRules['rules'][number];

/** A harmless inbox rule. */
export const inboxRule = (overrides: Partial<InboxRule> = {}): InboxRule => ({
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
  ...overrides,
});

/** The rules that were read from the mailbox of one user. */
export const mailboxRules = (
  number: number,
  rules: InboxRule[],
  outcome: InboxRules['outcome'] = 'read',
): InboxRules => ({
  userId: userId(number),
  readOn: '2026-11-22',
  outcome,
  oddRules: 0,
  rules,
});

/** Facts of two mailboxes that were read; that of user 4 has these rules. */
export const mailboxesWith = (...rules: InboxRule[]) => ({
  'mailbox-settings': [mailbox(1, 'user'), mailbox(4, 'user'), mailbox(5, 'none')],
  'inbox-rules': [mailboxRules(1, []), mailboxRules(4, rules)],
});
