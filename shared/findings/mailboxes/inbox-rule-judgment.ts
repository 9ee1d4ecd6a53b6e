import { pluralize } from '#shared/kernel/pluralize.ts';
import type { Fingerprint, Severity } from '#shared/kernel/verdict.ts';
import type { FlaggedRule } from '#shared/posture/inbox-rules.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

interface Weighed {
  readonly verdict: 'warn' | 'fail';
  readonly severity: Severity;
  /** What the rule does, for a sentence. */
  readonly what: string;
  readonly fingerprints: readonly Fingerprint[];
}

/**
 * One judgment a rule. Beside them, one that leaves the whole unknown as long as some mailbox was not looked into; where all were and no rule is among
 * them, one that passes.
 */
export const judgeInboxRules = (
  posture: Posture,
  rules: readonly { readonly userId: string; readonly rule: FlaggedRule }[],
  unvisited: number,
  does: string,
  weigh: (rule: FlaggedRule) => Weighed,
): readonly Judgment[] => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  const found = rules.map(({ userId, rule }): Judgment => {
    const user = users.get(userId);
    const owner = user === undefined ? userId : displayNameOf(user);
    const { what, ...weighed } = weigh(rule);
    return {
      subject: {
        kind: 'rule',
        id: `${userId}/${rule.ruleId}`,
        name: `${rule.name ?? 'a rule without a name'} (${owner})`,
      },
      ...weighed,
      reason: `a rule in the mailbox of ${owner} ${what}`,
      privileged: tierOf(posture, userId) !== undefined,
      usersAffected: 1,
      evidence: { ...rule },
    };
  });
  // Which mailboxes there are is known from these two.
  const unread = ['users', 'mailbox-settings'].find((surfaceId) => !hasFacts(posture, surfaceId));
  if (unread !== undefined) {
    return [
      ...found,
      ...tenantVerdict(posture, 'unknown', `which mailboxes there are is not known: ${unread} was not read`),
    ];
  }
  if (unvisited > 0) {
    const many = pluralize(unvisited, 'mailbox was', 'mailboxes were');
    return [...found, ...tenantVerdict(posture, 'unknown', `${many} not looked into yet, or keep us out`)];
  }
  const mailboxes = posture.facts('inbox-rules').filter(({ outcome }) => outcome === 'read').length;
  return found.length > 0
    ? found
    : tenantVerdict(posture, 'pass', `no rule in ${pluralize(mailboxes, 'mailbox', 'mailboxes')} ${does}`);
};
