import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the owner, or the customer's contact, whether the account is still needed.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Look at the last sign-ins of the account.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Sign-in logs',
      link: 'entra.users.user.sign-in-logs',
      minutes: 5,
    },
    {
      text: 'Remove its admin roles, or make them eligible with Entra ID P2.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Assigned roles',
      link: 'entra.users.user.assigned-roles',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: ['Remove-MgRoleManagementDirectoryRoleAssignment -UnifiedRoleAssignmentId <assignmentId>'],
      },
    },
    {
      text: 'Block sign-in if nobody answers for the account.',
      who: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the account > Overview > Account status > Edit',
      link: 'entra.users.user',
      minutes: 3,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
    },
    {
      text: 'Set a reminder to delete the account in 30 days.',
      who: 'No role needed',
      where: 'Ticket',
      minutes: 2,
    },
  ],
  verify:
    'The account shows no assigned roles, or a recent sign-in by its owner. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer if the account is an emergency access account, or if its last sign-in is one the owner does not know.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
