import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Set "Users can create security groups in Azure portals, API or PowerShell" to No.',
      who: 'Groups Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Groups > All groups > General',
      link: 'entra.groups.general',
      minutes: 2,
      powershell: {
        module: 'graph',
        commands: [
          'Update-MgPolicyAuthorizationPolicy -DefaultUserRolePermissions @{ AllowedToCreateSecurityGroups = $false }',
        ],
      },
    },
    {
      text: 'Tell the people who made groups so far whom to ask now.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
  ],
  verify: 'Groups > General shows No. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if applications create groups on behalf of users.',
  notes: ['The portal asks for Groups Administrator; the Graph command needs Privileged Role Administrator.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/fundamentals/users-default-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
