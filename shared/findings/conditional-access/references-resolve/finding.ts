import type { NamedObject } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import { userPolicies } from '#shared/posture/conditional-access/policies.ts';
import { danglingReferences } from '#shared/posture/conditional-access/policy-controls.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const danglingSentence = (policy: NamedObject, users: number, groups: number): Sentence => {
  if (groups === 0) return sentence('users', { policy, users });
  return users === 0 ? sentence('groups', { policy, groups }) : sentence('users-and-groups', { policy, users, groups });
};

const judge = (posture: Posture): readonly Judgment[] =>
  userPolicies(posture)
    .filter(({ state }) => state === 'enabled' || state === 'report-only')
    .map((policy): Judgment => {
      const subject = { kind: 'policy', id: policy.policyId, name: policy.name } as const;
      const missing = danglingReferences(posture, policy);
      const [users, groups] = [missing.userIds.length, missing.groupIds.length];
      if (users + groups === 0) return { subject, verdict: 'pass', ...sentence('resolved', { policy: subject }) };
      return {
        subject,
        verdict: 'fail',
        ...danglingSentence(subject, users, groups),
        evidence: missing,
      };
    });

export const referencesResolve = defineFinding({
  id: 'conditional-access.references-resolve',
  version: 1,
  title: 'Every policy names users and groups that exist',
  problem: 'Conditional Access policy refers to deleted users or groups',
  subject: 'policy',
  severity: { fail: 'low' },
  why: 'A policy that names a deleted group or user no longer does what it was written for: who was meant to be covered is not, or an exception has quietly ended.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: open the policy, and under Users take out or replace what no longer exists.',
  impact:
    'Nothing while the missing entry is taken out. Who is added in its place comes under the policy at the next sign-in.',
  criteria: {
    intro: [
      'One verdict for each policy that is enabled or report-only. Checks the users and groups that it includes or excludes. A user no longer exists who is not among the users of the tenant; a group, when Microsoft answers so to the request for its members. Roles are built in and always exist.',
    ],
    verdicts: {
      pass: 'all of them exist',
      fail: 'one no longer exists',
      'not-applicable': 'no Entra ID P1',
      unknown: 'users or policies could not be read',
    },
    notes: [
      'A user who was created and added to the policy after the last read of users is reported until the next read.',
    ],
  },
  remediation,
  references: ['MT.1038'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'conditional-access'],
  sentences: [sentence],
  judge,
});
