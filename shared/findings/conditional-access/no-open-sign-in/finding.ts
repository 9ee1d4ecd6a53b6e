import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { areDefaultsOn, judgeProof, proofSurfaces } from '../judge-proof.ts';
import { judgeClaim } from './judge-claim.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  areDefaultsOn(posture)
    ? tenantVerdict(posture, 'not-applicable', sentence('security-defaults'))
    : judgeProof(posture, ({ claims }) => claims.map((claim) => judgeClaim(posture, claim)));

export const noOpenSignIn = defineFinding({
  id: 'conditional-access.no-open-sign-in',
  version: 1,
  title: 'No sign-in gets past the Conditional Access policies',
  problem: 'A sign-in gets past the Conditional Access policies',
  subject: 'claim',
  severity: { fail: 'high', warn: 'medium' },
  why: 'Policies are read one at a time, and each looks complete. Attackers try what lies between them: the platform that one policy leaves out, the application that the other one excludes. One sign-in that nobody asks for a second factor is enough.',
  action:
    'Read the sign-in that gets in. In the Entra admin center, Entra ID, Conditional Access, Policies: widen the policy that is nearest to it, or remove the exclusion that nothing makes up for.',
  impact:
    'Whoever signs in as the example does is asked for a second factor, or is blocked. Look in the sign-in logs for who does so today.',
  criteria: {
    intro: [
      'One verdict for each claim about every possible sign-in: over all users, applications, clients, platforms, places, risks and devices that the policies can tell apart. docs/coverage.md says how it is proved.',
      'Guests and members from other tenants count. Break-glass accounts and those that synchronize the directory are left out, and shown apart in the view of the coverage.',
    ],
    verdicts: {
      pass: 'it is proved that no sign-in gets in, with a certificate that was checked',
      warn: 'a sign-in gets in with a capability that not every user has, such as a compliant device',
      fail: 'a sign-in gets in with nothing but a password; the summary names one',
      'not-applicable':
        'no Entra ID P1, no Entra ID P2 for the claims about risks, nobody of whom to ask, or Security Defaults are on',
      unknown:
        'users, roles, roles that people may activate, or policies could not be read; or a policy rests on something that could not be read',
    },
    notes: [
      'The evidence names classes of people with a sign-in for each, and the exclusions that nothing makes up for: without such an exclusion of a policy the claim would hold. Every class with its sign-ins is in the view of the coverage.',
      'Every point of the space counts, also one that may not occur. A sign-in that gets in may be rare, but what is proved is certain.',
    ],
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies',
    'https://learn.microsoft.com/entra/identity/conditional-access/plan-conditional-access',
  ],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: [...proofSurfaces],
  consults: ['role-schedules', 'security-defaults'],
  sentences: [sentence],
  judge,
});
