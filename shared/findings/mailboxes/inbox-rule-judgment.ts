import type { NamedObject } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import type { Fingerprint, Severity } from '#shared/kernel/verdict.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import type { FlaggedRule } from '#shared/surfaces/inbox-rules/schema.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';
import { inboxRuleSentence } from './inbox-rule-sentences.ts';

interface RuleAssessment {
  readonly verdict: 'warn' | 'fail';
  readonly severity: Severity;
  /** What the rule does. */
  readonly sentence: Sentence;
  readonly fingerprints: readonly Fingerprint[];
}

/**
 * Returns one judgment for each rule. While some mailbox was not read, a judgment of `unknown` on the tenant is added.
 * When all mailboxes were read and no rule was found, the only judgment is a pass.
 */
export const judgeInboxRules = (
  posture: Posture,
  rules: readonly { readonly userId: string; readonly rule: FlaggedRule }[],
  unreadMailboxes: number,
  none: 'none-forwards' | 'none-hides',
  assess: (rule: FlaggedRule, owner: NamedObject) => RuleAssessment,
): readonly Judgment[] => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  const found = rules.map(({ userId, rule }): Judgment => {
    const user = users.get(userId);
    const owner = { kind: 'user', id: userId, name: user === undefined ? null : displayNameOf(user) };
    const { sentence, ...assessment } = assess(rule, owner);
    return {
      subject: {
        kind: 'rule',
        userId,
        ruleId: rule.ruleId,
        name: `${rule.name ?? 'a rule without a name'} (${owner.name ?? userId})`,
      },
      ...assessment,
      ...sentence,
      privileged: tierOf(posture, userId) !== undefined,
      usersAffected: 1,
      evidence: { ...rule, upn: user?.upn ?? null },
    };
  });
  // The list of mailboxes comes from these two surfaces.
  const unreadSurface = (['users', 'mailbox-settings'] as const).find((surfaceId) => !hasFacts(posture, surfaceId));
  if (unreadSurface !== undefined) {
    return [
      ...found,
      ...tenantVerdict(posture, 'unknown', inboxRuleSentence('mailboxes-not-known', { surface: unreadSurface })),
    ];
  }
  if (unreadMailboxes > 0) {
    return [
      ...found,
      ...tenantVerdict(posture, 'unknown', inboxRuleSentence('mailboxes-unread', { mailboxes: unreadMailboxes })),
    ];
  }
  const mailboxes = posture.facts('inbox-rules').filter(({ outcome }) => outcome === 'read').length;
  return found.length > 0 ? found : tenantVerdict(posture, 'pass', inboxRuleSentence(none, { mailboxes }));
};
