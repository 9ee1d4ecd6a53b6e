import { lockoutPolicies, usersExcludedFromAll } from '#shared/posture/conditional-access/policy-controls.ts';
import { sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const policies = lockoutPolicies(posture);
  if (policies.length === 0) {
    return tenantVerdict(posture, 'not-applicable', sentence('no-lockout'));
  }
  const exempt = usersExcludedFromAll(posture);
  const evidence = {
    policies: sampleOf(policies.map(({ name }) => name)),
    exempt: sampleOf(exempt.map(({ upn }) => upn)),
  };
  return exempt.length > 0
    ? tenantVerdict(
        posture,
        'pass',
        sentence('excluded', { accounts: exempt.length, policies: policies.length, names: sampleOfUsers(exempt) }),
        { evidence },
      )
    : tenantVerdict(posture, 'fail', sentence('not-excluded', { policies: policies.length }), { evidence });
};

export const breakGlassExcluded = defineFinding({
  id: 'conditional-access.break-glass-excluded',
  version: 1,
  title: 'An emergency account is left out of every policy that can lock people out',
  problem: 'No emergency access account is excluded from Conditional Access',
  subject: 'tenant',
  severity: { fail: 'medium' },
  why: 'One wrong Conditional Access policy, or an outage of the second factor, shuts everybody out, administrators included. Without an account that no policy touches, only Microsoft support can let you in again, in days.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: leave out the emergency accounts, or a group that holds them, in each policy for all users.',
  impact:
    'The accounts that are left out sign in without these policies: give them a hardware key and a long password, and have each of their sign-ins raise an alert.',
  criteria: {
    intro: ['Judges enabled Conditional Access policies for all users that block access or have a grant control.'],
    verdicts: {
      pass: 'each of them excludes the same enabled account, directly or through a group',
      fail: 'no account is excluded from all of them',
      'not-applicable': 'no Entra ID P1, or no such policy',
      unknown: 'users or policies could not be read',
    },
  },
  remediation,
  references: ['CIS 1.1.2'],
  sources: ['https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'conditional-access'],
  sentences: [sentence],
  judge,
});
