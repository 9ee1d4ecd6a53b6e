import { userPolicies } from '#shared/posture/conditional-access/policies.ts';
import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const approvedApplication = 'approvedApplication'.toLowerCase();

const isApproved = (control: string): boolean => control.toLowerCase() === approvedApplication;

/** Whether a policy asks for a control, and nothing else that it accepts makes up for it. */
const restsOn = (grant: PolicyGrant): { readonly custom: boolean; readonly approved: boolean } => {
  const { operator, controls, customAuthenticationFactors, termsOfUse, strength } = grant;
  const others = controls.filter((control) => !isApproved(control)).length + termsOfUse.length;
  const hasAlternative = operator === 'OR' && (others > 0 || strength !== null);
  return {
    custom: !hasAlternative && customAuthenticationFactors.length > 0,
    approved: !hasAlternative && controls.some(isApproved),
  };
};

const judgePolicy = (policy: ConditionalAccessPolicy): Judgment => {
  const subject = { kind: 'policy', id: policy.policyId, name: policy.name } as const;
  const { custom, approved } = policy.grant === null ? { custom: false, approved: false } : restsOn(policy.grant);
  const evidence = {
    state: policy.state,
    customControls: policy.grant?.customAuthenticationFactors ?? [],
    approvedClientApp: policy.grant?.controls.some(isApproved) ?? false,
  };
  if (custom)
    return { subject, verdict: 'fail', ...sentence('used', { policy: subject, control: 'custom' }), evidence };
  return approved
    ? { subject, verdict: 'warn', ...sentence('used', { policy: subject, control: 'approved-client-app' }), evidence }
    : { subject, verdict: 'pass', ...sentence('unused', { policy: subject }) };
};

export const retiredControlsUnused = defineFinding({
  id: 'conditional-access.retired-controls-unused',
  version: 1,
  title: 'No policy rests on a control that Microsoft has retired',
  problem: 'Conditional Access policy rests on a retired control',
  subject: 'policy',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A policy whose only control is retired stops protecting, or stops letting people in, on a day that Microsoft chooses. Since September 2026 a custom control counts as no multifactor authentication, whatever the other vendor asked for.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: replace a custom control by an external authentication method and "Require multifactor authentication", and "Require approved client app" by "Require app protection policy".',
  impact:
    'People register the external method, or another one, at the next sign-in. Apps without a protection policy are blocked on phones and tablets.',
  criteria: {
    intro: [
      'One verdict for each policy for people that is enabled or report-only. A policy rests on a control if it asks for it with AND, or accepts nothing else but retired controls.',
    ],
    verdicts: {
      pass: 'it rests on neither',
      warn: 'it rests on "Require approved client app", which was retired in June 2026',
      fail: 'it rests on a custom control: no changes since September 2026, and gone in 2027',
      'not-applicable': 'no Entra ID P1',
      unknown: 'policies could not be read',
    },
    notes: [
      'With OR beside "Require app protection policy", as Microsoft advised for the transition, a policy does not rest on it.',
    ],
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/migrate-approved-client-app',
    'https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-external-method-manage',
  ],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['conditional-access'],
  sentences: [sentence],
  judge: (posture) =>
    userPolicies(posture)
      .filter(({ state }) => state === 'enabled' || state === 'report-only')
      .map(judgePolicy),
});
