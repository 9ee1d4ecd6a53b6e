import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authentication-methods' }>;

const judgeSetting = ({ migration }: Policy): SettingVerdict => {
  const evidence = { migration };
  switch (migration) {
    case null:
    case 'complete':
      return { verdict: 'pass', ...sentence('complete'), evidence };
    case 'in-progress':
      return { verdict: 'warn', ...sentence('in-progress'), evidence };
    case 'not-begun':
      return { verdict: 'fail', ...sentence('not-begun'), evidence };
    case 'unknown':
      return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authentication-methods', judgeSetting);

export const migrationComplete = defineFinding({
  id: 'auth-methods.migration-complete',
  version: 1,
  title: 'One policy decides on all authentication methods',
  problem: 'Legacy multifactor and password reset policies are still in use',
  subject: 'tenant',
  severity: { fail: 'low', warn: 'info' },
  why: 'As long as the settings of MFA and password reset from before live on beside the policy, what is off in one place is on in another, and nobody sees it.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, Policies, Manage migration: carry the old settings over, and set the migration to complete.',
  impact: 'Methods that only the old settings allow can no longer be used once it is complete.',
  criteria: {
    verdicts: {
      pass: 'complete, or nothing to migrate',
      warn: 'in progress',
      fail: 'not started',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['MS.AAD.3.4v1'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-methods-manage'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
