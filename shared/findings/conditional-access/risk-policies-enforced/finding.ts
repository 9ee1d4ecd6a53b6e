import type { Sentence } from '#shared/kernel/sentence.ts';
import { type Risk, riskPolicies, usersNotCovered } from '#shared/posture/conditional-access/policy-controls.ts';
import { sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const risks: readonly Risk[] = ['sign-in risk', 'user risk'];

const judge = (posture: Posture): readonly Judgment[] => {
  const each = risks.map((risk) => {
    const policies = riskPolicies(posture, risk);
    const uncovered = usersNotCovered(posture, policies);
    return { risk, policies, uncovered, isMet: policies.length > 0 && uncovered.length === 0 };
  });
  const missing = each.filter(({ isMet }) => !isMet);
  const leftOut = missing.filter(({ policies }) => policies.some(({ include }) => include.everyone));
  const details = {
    evidence: Object.fromEntries(
      each.map(({ risk, policies, uncovered }) => [
        risk,
        { policies: policies.map(({ name }) => name), leftOut: sampleOf(uncovered.map(({ upn }) => upn)) },
      ]),
    ),
    usersAffected: Math.max(0, ...missing.map(({ uncovered }) => uncovered.length)),
  };
  if (missing.length === 0) return tenantVerdict(posture, 'pass', sentence('both'), details);
  const isNone = missing.length === risks.length && leftOut.length === 0;
  return tenantVerdict(posture, isNone ? 'fail' : 'warn', sentenceOf(missing, leftOut), details);
};

interface JudgedRisk {
  readonly risk: Risk;
  readonly uncovered: readonly User[];
}

/** Which risks no policy acts on, and whom the policies for the others leave out. */
const sentenceOf = (missing: readonly JudgedRisk[], leftOut: readonly JudgedRisk[]): Sentence => {
  const none = missing.filter((each) => !leftOut.includes(each)).map(({ risk }) => risk);
  if (leftOut.length === 0) return sentence('missing', { risks: none });
  const left = [...new Map(leftOut.flatMap(({ uncovered }) => uncovered.map((user) => [user.userId, user]))).values()];
  const partly = { partial: leftOut.map(({ risk }) => risk), users: left.length, names: sampleOfUsers(left) };
  return none.length === 0
    ? sentence('left-out', partly)
    : sentence('missing-and-left-out', { ...partly, risks: none });
};

export const riskPoliciesEnforced = defineFinding({
  id: 'conditional-access.risk-policies-enforced',
  version: 1,
  title: 'Policies act on risky sign-ins and on risky users',
  problem: 'Risk-based Conditional Access policies are missing or incomplete',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Microsoft sees when a password is for sale or a sign-in comes from where its owner cannot be. Without a policy that acts on it, that knowledge stays in a report while the attacker works.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable two policies for all users and all resources, one that requires multi-factor authentication at sign-in risk high and medium, and one that requires risk remediation at user risk high.',
  impact:
    'People at risk are asked for a second factor or a new password, and somebody without a registered method is blocked until helped.',
  criteria: {
    intro: [
      'For each of the two risks, counts enabled Conditional Access policies that include the level _high_, cover every application and client, and have no other condition: a policy with both risks applies only when both are present. For sign-in risk they must require MFA or block; for user risk they must require a password change (or risk remediation) or block. Policies add up: each user whose MFA counts must be covered. Break-glass accounts may be excluded.',
    ],
    verdicts: {
      pass: 'both risks are covered',
      warn: 'one of the two is covered; or a policy for all users leaves some of them out',
      fail: 'no policy for all users acts on either',
      'not-applicable': 'no Entra ID P2',
      unknown: 'users, directory roles or policies could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.2.6', 'CIS 5.2.2.7', 'CIS 5.2.2.8'],
  sources: ['https://learn.microsoft.com/entra/id-protection/howto-identity-protection-configure-risk-policies'],
  plans: ['AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'conditional-access'],
  consults: ['role-schedules', 'mailbox-settings'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence],
  judge,
});
