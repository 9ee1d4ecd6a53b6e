import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Call the administrator today and check on a known number that it is them.',
      who: 'No role needed',
      where: 'By phone, on a number that is already on file',
      minutes: 5,
    },
    {
      text: 'Issue a Temporary Access Pass if the administrator cannot sign in with a second factor.',
      who: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Authentication methods > Add authentication method > Temporary Access Pass',
      link: 'entra.users.user.authentication-methods',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: [
          'New-MgUserAuthenticationTemporaryAccessPassMethod -UserId <userId> -IsUsableOnce -LifetimeInMinutes 60',
        ],
      },
    },
    {
      text: 'Have the administrator register a passkey or security key at aka.ms/mysecurityinfo.',
      who: 'No role needed',
      where: 'aka.ms/mysecurityinfo, by the administrator',
      minutes: 15,
    },
    {
      text: 'Remove the admin roles until the method is registered, if that cannot be done today.',
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
  verify:
    'The registration report lists the administrator as capable; it can lag by a day. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer at once if the administrator cannot be reached, or knows nothing of recent sign-ins.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
