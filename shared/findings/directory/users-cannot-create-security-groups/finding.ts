import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeDirectoryPolicy } from '../directory-policy-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ usersMayCreateSecurityGroups }: Policy): SettingVerdict =>
  usersMayCreateSecurityGroups
    ? { verdict: 'warn', ...sentence('allowed') }
    : { verdict: 'pass', ...sentence('administrators') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const usersCannotCreateSecurityGroups = defineFinding({
  id: 'directory.users-cannot-create-security-groups',
  version: 1,
  title: 'Only administrators create security groups',
  problem: 'Any user can create security groups',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'Security groups open doors. Groups that anybody makes and names as they like are mistaken for real ones, and end up with access that nobody decided on.',
  action:
    'In the Entra admin center, Entra ID, Groups, All groups, General: set Users can create security groups in Azure portals, API or PowerShell to No.',
  impact:
    'People who made groups by themselves have to ask. Microsoft 365 groups and teams have a setting of their own.',
  criteria: {
    verdicts: {
      pass: '`allowedToCreateSecurityGroups` is off',
      warn: 'it is on',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.1.3.1'],
  sources: ['https://learn.microsoft.com/entra/fundamentals/users-default-permissions'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
