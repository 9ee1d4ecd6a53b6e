import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Ask who opens the mailbox with its own password.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Give these people access with their own accounts.',
      who: 'Exchange Administrator',
      where: 'Exchange admin center > Recipients > Mailboxes > the mailbox > Delegation',
      link: 'exchange.mailboxes.mailbox',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: ['Add-MailboxPermission <mailbox> -User <person> -AccessRights FullAccess'],
      },
    },
    {
      text: "Look at the account's recent sign-ins.",
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Sign-in logs',
      link: 'entra.users.user.sign-in-logs',
      minutes: 5,
    },
    {
      text: 'Block sign-in for the account.',
      who: 'User Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the account > Block sign-in',
      link: 'm365.users.user',
      minutes: 2,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
    },
    {
      text: 'Revoke its sessions.',
      who: 'Helpdesk Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the account > Overview > Revoke sessions',
      link: 'entra.users.user',
      minutes: 1,
      powershell: { module: 'graph', commands: ['Revoke-MgUserSignInSession -UserId <userId>'] },
    },
  ],
  verify:
    'The account shows sign-in blocked, and people open the mailbox with their own accounts. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if the account signed in from somewhere nobody knows.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/email/create-a-shared-mailbox',
    'https://learn.microsoft.com/microsoft-365/admin/email/convert-user-mailbox-to-shared-mailbox',
    'https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
