import { lowerSeatsAtRenewal } from '#shared/remediation/license-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact whether the person is on leave, works seasonally, or has left.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Block sign-in if the person has left.',
      who: 'User Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the account > Block sign-in',
      link: 'm365.users.user',
      minutes: 2,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
    },
    {
      text: 'Convert the mailbox to a shared one if it is still read.',
      who: 'Exchange Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the account > Mail > Convert to shared mailbox',
      link: 'm365.users.user',
      minutes: 5,
      powershell: { module: 'exchange', commands: ['Set-Mailbox <user> -Type Shared'] },
    },
    {
      text: 'Take the license away.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the account > Licenses and Apps',
      link: 'm365.users.user',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ['Set-MgUserLicense -UserId <userId> -AddLicenses @() -RemoveLicenses @(<skuId>)'],
      },
    },
    lowerSeatsAtRenewal,
  ],
  verify:
    'The account shows no license, or somebody has used it again. The next run of the product resolves the finding.',
  escalate: "Stop and call the customer's contact if nobody can say whose account it is.",
  notes: ["Seats bought through a reseller are changed by the reseller, not in the customer's admin center."],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts',
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/microsoft-365/admin/email/convert-user-mailbox-to-shared-mailbox',
    'https://learn.microsoft.com/microsoft-365/admin/add-users/remove-former-employee',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
