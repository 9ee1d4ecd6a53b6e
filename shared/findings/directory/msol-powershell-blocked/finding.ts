import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeDirectoryPolicy } from '../directory-policy-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

/** Null is Microsoft's default, which blocks nothing (rules 33). */
const judgeSetting = ({ msolPowerShellBlocked: blocked }: Policy): SettingVerdict =>
  blocked === true ? { verdict: 'pass', ...sentence('blocked') } : { verdict: 'warn', ...sentence('allowed') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const msolPowershellBlocked = defineFinding({
  id: 'directory.msol-powershell-blocked',
  version: 2,
  title: 'The retired PowerShell module is blocked',
  problem: 'Retired MSOnline PowerShell module is not blocked',
  subject: 'tenant',
  severity: { warn: 'info' },
  why: 'The MSOnline module lists every user and setting for anybody who can sign in, and knows nothing of newer restrictions. Tools of attackers are built on it.',
  action:
    'In Graph Explorer, as a Privileged Role Administrator, send PATCH /policies/authorizationPolicy with blockMsolPowerShell set to true.',
  impact:
    'Scripts that still use the MSOnline module stop. Microsoft has retired it; move them to Microsoft Graph PowerShell.',
  criteria: {
    verdicts: {
      pass: '`blockMsolPowerShell` is on',
      warn: 'it is off, or not set, which is the default and blocks nothing',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['MT.1185'],
  sources: ['https://learn.microsoft.com/graph/api/resources/authorizationpolicy'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
