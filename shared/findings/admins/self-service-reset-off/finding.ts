import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ adminsMayResetOwnPassword }: Policy): SettingVerdict =>
  adminsMayResetOwnPassword ? { verdict: 'warn', ...sentence('on') } : { verdict: 'pass', ...sentence('off') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const selfServiceResetOff = defineFinding({
  id: 'admins.self-service-reset-off',
  version: 1,
  title: 'Administrators cannot reset their own passwords',
  problem: 'Administrators can reset their own passwords',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'Self-service reset asks for less than signing in does. For an administrator that is a side door: a telephone and a mailbox are enough to get a new password.',
  action:
    'In Graph Explorer, as a Privileged Role Administrator, send PATCH /policies/authorizationPolicy with allowedToUseSSPR set to false.',
  impact: 'An administrator who forgets the password needs another one to reset it: keep two.',
  criteria: {
    verdicts: { pass: '`allowedToUseSSPR` is off', warn: 'it is on', unknown: 'the policy could not be read' },
  },
  remediation,
  references: ['EIDSCA.AP01'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
