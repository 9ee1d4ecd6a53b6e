import {
  deleteUnknownMethods,
  reregisterMethods,
  revokeUnknownConsents,
  tellOwner,
} from '#shared/remediation/account-takeover-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the alert, and read which accounts, mailboxes, and devices it names.',
      who: 'Security Reader',
      where: 'Microsoft Defender portal > Investigation & response > Incidents & alerts > Alerts > the alert',
      link: 'defender.alert',
      minutes: 5,
      phase: 'contain',
    },
    {
      text: 'Block sign-in for each account the alert calls compromised.',
      who: 'User Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
      link: 'entra.users.user',
      minutes: 3,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
      phase: 'contain',
    },
    {
      text: "Revoke these accounts' sessions.",
      who: 'Helpdesk Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Revoke sessions',
      link: 'entra.users.user',
      minutes: 2,
      powershell: { module: 'graph', commands: ['Revoke-MgUserSignInSession -UserId <userId>'] },
      phase: 'contain',
    },
    {
      text: 'Isolate a device the alert names, if its user can do without it now.',
      who: 'Security Operator',
      where: 'Microsoft Defender portal > Assets > Devices > the device > Isolate device',
      link: 'defender.devices',
      minutes: 5,
      phase: 'contain',
      unverified: 'Least role depends on the permissions model of the Defender portal.',
    },
    {
      text: 'Assign the alert to yourself, and set its status to In progress.',
      who: 'Security Operator',
      where:
        'Microsoft Defender portal > Investigation & response > Incidents & alerts > Alerts > the alert > Manage alert',
      link: 'defender.alert',
      minutes: 1,
      phase: 'preserve',
    },
    {
      text: 'Note the alert ID, the times, and the names in the ticket.',
      who: 'No role needed',
      where: 'Ticket',
      minutes: 5,
      phase: 'preserve',
    },
    {
      text: 'If a mailbox is named, export its inbox rules, hidden ones included; only Exchange PowerShell can.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: ['Get-InboxRule -Mailbox <user> -IncludeHidden | Export-Clixml rules.xml'],
      },
      phase: 'preserve',
    },
    {
      text: 'Follow the recommended actions in the alert, one at a time.',
      who: 'Security Operator',
      where:
        'Microsoft Defender portal > Investigation & response > Incidents & alerts > Alerts > the alert > Recommended actions',
      link: 'defender.alert',
      minutes: 20,
      phase: 'remove',
    },
    {
      text: 'Approve or reject what waits in the Action center.',
      who: 'Security Operator',
      where: 'Microsoft Defender portal > Investigation & response > Actions & submissions > Action center',
      link: 'defender.action-center',
      minutes: 5,
      phase: 'remove',
    },
    {
      text: 'Reset the password of each compromised account.',
      who: 'Password Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Reset password',
      link: 'entra.users.user',
      minutes: 5,
      phase: 'remove',
    },
    {
      text: 'Open the incident the alert belongs to, and look at its other alerts and evidence.',
      who: 'Security Reader',
      where: 'Microsoft Defender portal > Investigation & response > Incidents & alerts > Incidents',
      link: 'defender.incidents',
      minutes: 10,
      phase: 'look',
    },
    deleteUnknownMethods,
    reregisterMethods,
    revokeUnknownConsents,
    tellOwner,
    {
      text: 'Allow sign-in again when the account is clean.',
      who: 'User Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
      link: 'entra.users.user',
      minutes: 2,
      phase: 'prevent',
    },
    {
      text: 'Classify the alert as true or false, and set its status to Resolved.',
      who: 'Security Operator',
      where:
        'Microsoft Defender portal > Investigation & response > Incidents & alerts > Alerts > the alert > Manage alert',
      link: 'defender.alert',
      minutes: 2,
      phase: 'prevent',
    },
  ],
  verify:
    'The alert shows Resolved with a classification, and its incident has no other active alert. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer at once for ransomware, an administrator, several devices, or any alert you do not understand.',
  notes: ['The link to the alert is the one that Microsoft gives, if it names the tenant.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/defender-xdr/investigate-alerts',
    'https://learn.microsoft.com/defender-office-365/responding-to-a-compromised-email-account',
    'https://learn.microsoft.com/entra/identity/users/users-revoke-access',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
