import { pluralize } from '#shared/kernel/pluralize.ts';
import type { Fingerprint, Severity } from '#shared/kernel/verdict.ts';
import type { FlaggedRule } from '#shared/posture/inbox-rules.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

interface RuleAssessment {
  readonly verdict: 'warn' | 'fail';
  readonly severity: Severity;
  /** What the rule does, as the end of a sentence. */
  readonly action: string;
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
  effect: string,
  assess: (rule: FlaggedRule) => RuleAssessment,
): readonly Judgment[] => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  const found = rules.map(({ userId, rule }): Judgment => {
    const user = users.get(userId);
    const owner = user === undefined ? userId : displayNameOf(user);
    const { action, ...assessment } = assess(rule);
    return {
      subject: {
        kind: 'rule',
        userId,
        ruleId: rule.ruleId,
        name: `${rule.name ?? 'a rule without a name'} (${owner})`,
      },
      ...assessment,
      reason: `a rule in the mailbox of ${owner} ${action}`,
      privileged: tierOf(posture, userId) !== undefined,
      usersAffected: 1,
      evidence: { ...rule },
    };
  });
  // The list of mailboxes comes from these two surfaces.
  const unreadSurface = ['users', 'mailbox-settings'].find((surfaceId) => !hasFacts(posture, surfaceId));
  if (unreadSurface !== undefined) {
    return [
      ...found,
      ...tenantVerdict(posture, 'unknown', `the list of mailboxes is not known: ${unreadSurface} was not read`),
    ];
  }
  if (unreadMailboxes > 0) {
    const unread = pluralize(unreadMailboxes, 'mailbox', 'mailboxes');
    return [
      ...found,
      ...tenantVerdict(posture, 'unknown', `the rules of ${unread} could not be read, or not all of them`),
    ];
  }
  const mailboxes = posture.facts('inbox-rules').filter(({ outcome }) => outcome === 'read').length;
  return found.length > 0
    ? found
    : tenantVerdict(posture, 'pass', `no rule in ${pluralize(mailboxes, 'mailbox', 'mailboxes')} ${effect}`);
};
