import { type Risk, riskPolicies, usersNotCovered } from '#shared/posture/conditional-access/policy-controls.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';

const risks: readonly Risk[] = ['sign-in risk', 'user risk'];

const judge = (posture: Posture): readonly Judgment[] => {
  const each = risks.map((risk) => {
    const policies = riskPolicies(posture, risk);
    const uncovered = usersNotCovered(posture, policies);
    return { risk, policies, uncovered, isMet: policies.length > 0 && uncovered.length === 0 };
  });
  const missing = each.filter(({ isMet }) => !isMet);
  const details = {
    evidence: Object.fromEntries(
      each.map(({ risk, policies, uncovered }) => [
        risk,
        { policies: policies.map(({ name }) => name), leftOut: sampleOf(uncovered.map(({ upn }) => upn)) },
      ]),
    ),
    usersAffected: Math.max(0, ...missing.map(({ uncovered }) => uncovered.length)),
  };
  if (missing.length === 0)
    return tenantVerdict(posture, 'pass', 'policies act on sign-in risk and on user risk', details);
  const what = missing.map(({ risk }) => risk).join(' and on ');
  return tenantVerdict(
    posture,
    missing.length === 1 ? 'warn' : 'fail',
    `no policy for all users acts on ${what}`,
    details,
  );
};

export const riskPoliciesEnforced = defineFinding({
  id: 'conditional-access.risk-policies-enforced',
  version: 1,
  title: 'Policies act on risky sign-ins and on risky users',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Microsoft sees when a password is for sale or a sign-in comes from where its owner cannot be. Without a policy that acts on it, that knowledge stays in a report while the attacker works.',
  action: {
    text: 'In the Entra admin center, Protection, Conditional Access: enable two policies for all users and all resources, one that demands multi-factor authentication at sign-in risk high and medium, and one that demands a password change at user risk high.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  },
  impact:
    'People at risk are asked for a second factor or a new password, and somebody without a registered method is blocked until helped.',
  references: ['CIS 5.2.2.6', 'CIS 5.2.2.7', 'CIS 5.2.2.8'],
  plans: ['AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'conditional-access'],
  consults: ['role-schedules', 'mailbox-settings'],
  judge,
});
