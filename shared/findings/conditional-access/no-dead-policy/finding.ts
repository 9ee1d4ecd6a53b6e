import type { CoverageProof } from '#shared/posture/conditional-access/prove-coverage.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { judgeProof, proofSurfaces } from '../judge-proof.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const isTooLarge = ({ claims }: CoverageProof): boolean =>
  claims.some(({ classes }) => classes.some(({ reason }) => reason === 'too-large'));

/**
 * A policy that names sign-in risk is never dead: MFA for everybody asks for the same, but a token may hold MFA already
 * (rules 12).
 */
const judgePolicy = (proof: CoverageProof, policy: ConditionalAccessPolicy): Judgment => {
  const subject = { kind: 'policy', id: policy.policyId, name: policy.name } as const;
  const needed = (why: 'session' | 'sign-in-risk' | 'demand'): Judgment => ({
    subject,
    verdict: 'pass',
    ...sentence('needed', { policy: subject, why }),
  });
  if (policy.sessionControls.length > 0) return needed('session');
  if (policy.signInRiskLevels.length > 0) return needed('sign-in-risk');
  if (proof.deadPolicies.includes(policy)) {
    return { subject, verdict: 'warn', ...sentence('dead', { policy: subject }) };
  }
  return isTooLarge(proof)
    ? { subject, verdict: 'unknown', ...sentence('unknown', { policy: subject }) }
    : needed('demand');
};

export const noDeadPolicy = defineFinding({
  id: 'conditional-access.no-dead-policy',
  version: 1,
  title: 'Every enabled Conditional Access policy changes something',
  problem: 'Conditional Access policy changes nothing',
  subject: 'policy',
  severity: { warn: 'info' },
  why: 'A policy that changes nothing hides the ones that do. Whoever reads the list takes it for protection, and a change to another policy may rest on it without anybody having decided so.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access, Policies: switch the policy off, and delete it after a month; or change it to what it was meant for.',
  impact:
    'None as long as the other policies stay as they are: every sign-in is asked for the same. Of two policies that do the same, only one may go.',
  criteria: {
    intro: [
      'One verdict for each enabled policy for people. A policy is dead if it has no session control and, without it, every possible sign-in of every class of people would still be asked for the same by the other enabled policies. Each policy is judged alone, so that of two equal ones both are dead.',
    ],
    verdicts: {
      pass: 'it asks for something that no other policy certainly asks for, sets session controls, or names sign-in risk',
      warn: 'it changes nothing',
      'not-applicable': 'no Entra ID P1',
      unknown:
        'users, roles, roles that people may activate, or policies could not be read; or there are too many combinations',
    },
    notes: [
      'A policy that blocks legacy authentication is dead beside one that asks all client apps for multifactor authentication, which such clients cannot show. It may be kept on purpose; accept the risk here in that case.',
    ],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/plan-conditional-access'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: [...proofSurfaces],
  consults: ['role-schedules'],
  sentences: [sentence],
  judge: (posture) =>
    judgeProof(posture, (proof) =>
      proof.policies.filter(({ state }) => state === 'enabled').map((policy) => judgePolicy(proof, policy)),
    ),
});
