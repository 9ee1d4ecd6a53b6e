import { describe, expect, it } from 'vitest';
import { noExternalForwarding } from '#shared/findings/mailboxes/no-external-forwarding/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { type InboxRule, inboxRule, mailboxesWith, mailboxRules } from '#test/support/inbox-rule-facts.ts';
import { mailbox, needsAccess, needsLicense, posture, userId } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noExternalForwarding, posture(...given));
const outside = { outside: ['thief@example.net'], via: ['forward' as const] };
const forward = (overrides: Partial<InboxRule> = {}) => inboxRule({ ...outside, ...overrides });

describe('mailboxes.no-external-forwarding', () => {
  it('passes when no rule forwards outside, and is marked as a threat', () => {
    expect(judge(mailboxesWith(inboxRule({ hides: ['move'] })))).toMatchObject({
      verdict: 'pass',
      reason: 'No rule in 2 mailboxes sends mail outside the organization.',
    });
    expect(noExternalForwarding).toMatchObject({ threat: true, resolvedReasonWhenAbsent: 'fixed' });
  });

  it.each<[string, Partial<InboxRule>, string, string]>([
    ['a condition', {}, 'fail', 'high'],
    ['no condition', { hasCondition: false }, 'fail', 'critical'],
    ['a move to a folder', { hides: ['move'] }, 'fail', 'critical'],
    ['a deletion', { hides: ['delete'] }, 'fail', 'critical'],
    ['a deletion for good', { hides: ['permanent-delete'] }, 'fail', 'critical'],
    ['a mark as read', { hides: ['mark-read'] }, 'fail', 'critical'],
    ['its switch off', { isEnabled: false, hides: ['delete'], hasCondition: false }, 'warn', 'medium'],
    ['an error', { hasError: true }, 'warn', 'medium'],
  ])('judges a forwarding rule with %s', (_what, overrides, verdict, severity) => {
    expect(judge(mailboxesWith(forward(overrides))).judgments).toMatchObject([
      { subject: { kind: 'rule', userId: userId(4), ruleId: 'rule-1' }, verdict, severity, privileged: false },
    ]);
  });

  it('has each outside address as its fingerprint, also when the rule is disabled', () => {
    const outside = ['thief@example.net', 'other@example.net'];
    for (const isEnabled of [true, false]) {
      expect(judge(mailboxesWith(forward({ outside, isEnabled }))).judgments[0]?.fingerprints).toEqual(
        outside.map((value) => ({ kind: 'forwarding-address', value, name: null })),
      );
    }
  });

  it('marks the rule of an administrator as privileged', () => {
    const facts = { ...mailboxesWith(), 'inbox-rules': [mailboxRules(1, [forward()]), mailboxRules(4, [])] };
    expect(judge(facts).judgments[0]?.privileged).toBe(true);
  });

  it('is unknown until every mailbox was read, beside the rules already found', () => {
    const more = { 'mailbox-settings': [mailbox(1, 'user'), mailbox(3, 'shared'), mailbox(4, 'user')] };
    expect(judge({ ...mailboxesWith(), ...more }).verdict).toBe('unknown');
    const found = judge({ ...mailboxesWith(forward()), ...more });
    expect(found.judgments.map(({ verdict }) => verdict)).toEqual(['fail', 'unknown']);
    const refused = { ...mailboxesWith(), 'inbox-rules': [mailboxRules(1, []), mailboxRules(4, [], 'refused')] };
    expect(judge(refused).verdict).toBe('unknown');
  });

  it('is not-applicable without Exchange, and unknown when rules cannot be read', () => {
    expect(judge(mailboxesWith(), { 'inbox-rules': needsLicense }).verdict).toBe('not-applicable');
    expect(judge(mailboxesWith(), { 'inbox-rules': needsAccess }).verdict).toBe('unknown');
  });
});
