import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact who registers applications for work.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Give those people the Application Developer role.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > Application Developer > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'Set "Users can register applications" to No.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > User settings',
      link: 'entra.users.settings',
      minutes: 2,
      powershell: {
        module: 'graph',
        commands: ['Update-MgPolicyAuthorizationPolicy -DefaultUserRolePermissions @{ AllowedToCreateApps = $false }'],
      },
    },
  ],
  verify: 'User settings show No. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if unknown app registrations already exist.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/fundamentals/users-default-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
    'https://learn.microsoft.com/powershell/module/microsoft.entra.signins/set-entraauthorizationpolicy',
  ],
};
