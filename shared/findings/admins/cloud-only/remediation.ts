import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Create a cloud-only account for administration on the onmicrosoft.com domain.',
      who: 'User Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > New user',
      link: 'entra.users.all',
      minutes: 10,
    },
    {
      text: 'Register a passkey or security key for the new account.',
      who: 'No role needed',
      where: 'aka.ms/mysecurityinfo, signed in as the new account',
      minutes: 15,
    },
    {
      text: 'Assign the roles to the new account.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > the role > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: "Have the person do one day's work with the new account.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Remove the roles from the synced account.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Assigned roles',
      link: 'entra.users.user.assigned-roles',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: ['Remove-MgRoleManagementDirectoryRoleAssignment -UnifiedRoleAssignmentId <assignmentId>'],
      },
    },
  ],
  verify: 'The synced account shows no assigned roles. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if scripts or connectors run under the synced account.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
