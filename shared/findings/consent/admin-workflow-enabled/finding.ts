import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'admin-consent' }>;

const judgeSetting = ({ isEnabled, reviewers, requestDays }: Policy): SettingVerdict => {
  const evidence = { isEnabled, reviewers, requestDays };
  if (!isEnabled) return { verdict: 'fail', ...sentence('off'), evidence };
  return reviewers === 0
    ? { verdict: 'warn', ...sentence('nobody-answers'), evidence }
    : { verdict: 'pass', ...sentence('on', { reviewers }), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'admin-consent', judgeSetting);

export const adminWorkflowEnabled = defineFinding({
  id: 'consent.admin-workflow-enabled',
  version: 1,
  title: 'People can ask an administrator for an application',
  problem: 'Admin consent workflow is off or has no reviewers',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Where people can neither consent nor ask, they find another way: a private account, a colleague with more rights, or an administrator who consents to be left in peace.',
  action:
    'In the Entra admin center, Entra ID, Enterprise apps, Consent and permissions, Admin consent settings: let users request admin consent, and name reviewers.',
  impact: 'Nothing breaks. The reviewers get a mail for each request, and requests expire when nobody answers.',
  criteria: {
    verdicts: {
      pass: 'on, with reviewers, whatever the period',
      warn: 'on without reviewers',
      fail: 'off',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.1.5.2'],
  sources: ['https://learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
