import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeDirectoryPolicy, type SettingVerdict } from '../directory-policy-judgment.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ usersMayCreateSecurityGroups }: Policy): SettingVerdict =>
  usersMayCreateSecurityGroups
    ? { verdict: 'warn', reason: 'everybody may create security groups' }
    : { verdict: 'pass', reason: 'only administrators create security groups' };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const usersCannotCreateSecurityGroups = defineFinding({
  id: 'directory.users-cannot-create-security-groups',
  version: 1,
  title: 'Only administrators create security groups',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'Security groups open doors. Groups that anybody makes and names as they like are mistaken for real ones, and end up with access that nobody decided on.',
  action: {
    text: 'In the Entra admin center, Identity, Groups, General: set Users can create security groups in Azure portals, API or PowerShell to No.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/GroupsManagementMenuBlade/~/General',
  },
  impact:
    'People who made groups by themselves have to ask. Microsoft 365 groups and teams have a setting of their own.',
  criteria: {
    verdicts: {
      pass: '`allowedToCreateSecurityGroups` is off',
      warn: 'it is on',
      unknown: 'the policy could not be read',
    },
  },
  steps: [
    'Entra admin center → Identity → Groups → General → _Users can create security groups in Azure portals, API or PowerShell_ → No.',
  ],
  references: ['CIS 5.1.3.1'],
  sources: ['https://learn.microsoft.com/entra/fundamentals/users-default-permissions'],
  requires: ['directory-policies'],
  judge,
});
