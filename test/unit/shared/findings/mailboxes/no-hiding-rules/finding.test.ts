import { describe, expect, it } from 'vitest';
import { noHidingRules } from '#shared/findings/mailboxes/no-hiding-rules/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { type InboxRule, inboxRule, mailboxesWith, mailboxRules } from '#test/support/inbox-rule-facts.ts';
import { needsAccess, needsLicense, posture, userId } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noHidingRules, posture(...given));
const hiding = (overrides: Partial<InboxRule> = {}) =>
  inboxRule({ hides: ['move'], keywords: ['invoice', 'bank'], ...overrides });

describe('mailboxes.no-hiding-rules', () => {
  it('passes when no rule hides mail, and is marked as a threat', () => {
    expect(judge(mailboxesWith())).toMatchObject({ verdict: 'pass', reason: 'No rule in 2 mailboxes hides mail.' });
    expect(noHidingRules.threat).toBe(true);
  });

  it.each<[string, Partial<InboxRule>]>([
    ['moves mail about money', {}],
    ['deletes it', { hides: ['delete'] }],
    ['deletes it for good', { hides: ['permanent-delete'] }],
    ['has a name that says nothing', { keywords: [], hasSuspiciousName: true }],
  ])('fails for a rule that %s', (_what, overrides) => {
    expect(judge(mailboxesWith(hiding(overrides))).judgments).toMatchObject([
      { subject: { kind: 'rule', userId: userId(4), ruleId: 'rule-1' }, verdict: 'fail', severity: 'high' },
    ]);
  });

  it.each<[string, Partial<InboxRule>]>([
    ['is off', { isEnabled: false }],
    ['only marks as read', { hides: ['mark-read'] }],
    ['is about nothing telling', { keywords: [] }],
    ['forwards outside, which is a finding of its own', { outside: ['thief@example.net'] }],
  ])('passes for a rule that %s', (_what, overrides) => {
    expect(judge(mailboxesWith(hiding(overrides))).verdict).toBe('pass');
  });

  it('has its name and actions as its fingerprint, in any order', () => {
    const printOf = (overrides: Partial<InboxRule>) =>
      judge(mailboxesWith(hiding({ name: '..', ...overrides }))).judgments[0]?.fingerprints;
    const print = printOf({ hides: ['delete', 'mark-read'] });
    expect(print).toEqual([{ kind: 'rule', value: '.. | delete+mark-read | bank+invoice', name: '..' }]);
    expect(printOf({ ruleId: 'rule-9', hides: ['mark-read', 'delete'], keywords: ['bank', 'invoice'] })).toEqual(print);
    expect(printOf({ name: '.' })).not.toEqual(print);
  });

  it('is unknown while a mailbox refuses access', () => {
    const refused = { ...mailboxesWith(), 'inbox-rules': [mailboxRules(1, []), mailboxRules(4, [], 'refused')] };
    expect(judge(refused).verdict).toBe('unknown');
  });

  it('is not-applicable without Exchange, and unknown when rules cannot be read', () => {
    expect(judge(mailboxesWith(), { 'inbox-rules': needsLicense }).verdict).toBe('not-applicable');
    expect(judge(mailboxesWith(), { 'inbox-rules': needsAccess }).verdict).toBe('unknown');
  });
});
