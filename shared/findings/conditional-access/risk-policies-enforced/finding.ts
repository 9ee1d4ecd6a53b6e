import type { Sentence } from '#shared/kernel/sentence.ts';
import { tallyClaim } from '#shared/posture/conditional-access/claims-of-people.ts';
import { type Risk, riskPolicies, usersNotCovered } from '#shared/posture/conditional-access/policy-controls.ts';
import { mfaDenominator, sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { claimSentence } from '../claim-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const risks: readonly Risk[] = ['sign-in risk', 'user risk'];

interface JudgedRisk {
  readonly risk: Risk;
  /** The enabled policies that answer it. */
  readonly policies: readonly ConditionalAccessPolicy[];
  readonly uncovered: readonly User[];
  readonly unknown: readonly User[];
  readonly isMet: boolean;
}

/**
 * Whether a risky user is answered is a claim about all policies together. At a risky sign-in a policy that names the
 * risk is asked for: MFA for everybody does not answer it, because a token may hold MFA already (rules 12).
 */
const judgeRisk = (posture: Posture, risk: Risk): JudgedRisk => {
  const policies = riskPolicies(posture, risk);
  if (risk === 'sign-in risk') {
    const uncovered = usersNotCovered(posture, policies);
    return { risk, policies, uncovered, unknown: [], isMet: policies.length > 0 && uncovered.length === 0 };
  }
  const people = mfaDenominator(posture);
  const { open, unknown, closedBy } = tallyClaim(posture, 'risky-users-answered', people);
  const answering = [...new Set([...policies, ...closedBy])];
  const isMet = open.length + unknown.length === 0 && answering.length > 0;
  return { risk, policies: answering, uncovered: open, unknown, isMet };
};

const judge = (posture: Posture): readonly Judgment[] => {
  const each = risks.map((risk) => judgeRisk(posture, risk));
  const unsure = each.flatMap(({ unknown, uncovered }) => (uncovered.length === 0 ? unknown : []));
  if (unsure.length > 0) {
    const names = sampleOfUsers(unsure);
    const what = claimSentence('unknown', { claim: 'risky-users-answered', users: unsure.length, names });
    return tenantVerdict(posture, 'unknown', what);
  }
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
  version: 2,
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
      'For sign-in risk, counts enabled Conditional Access policies that include the level _high_, cover every application and client, have no other condition, and require MFA or block: MFA for everybody does not answer a risky sign-in, because a token may hold MFA already. For user risk, it must be proved for each user whose MFA counts that every sign-in at the risk _high_ is blocked or needs a new password or risk remediation (claim `risky-users-answered`, see docs/coverage.md). Policies add up. Break-glass accounts may be excluded.',
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
  sentences: [sentence, claimSentence],
  judge,
});
