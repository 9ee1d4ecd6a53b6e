import { lowerSeatsAtRenewal } from '#shared/remediation/license-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact whether mail and files of the person are still needed.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Check that no hold is on the mailbox; Graph does not tell of every hold.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: [
          'Get-Mailbox <user> | Format-List LitigationHoldEnabled,InPlaceHolds,ComplianceTagHoldApplied,ArchiveStatus',
        ],
      },
    },
    {
      text: 'Convert the mailbox to a shared one if it is still read; do this while the license is there.',
      who: 'Exchange Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the account > Mail > Convert to shared mailbox',
      link: 'm365.users.user',
      minutes: 5,
      powershell: { module: 'exchange', commands: ['Set-Mailbox <user> -Type Shared'] },
    },
    {
      text: 'Take the license away; if a group brought it, take the account out of the group.',
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
  verify: 'The account shows no license. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if the mailbox is over 50 GB, has an archive, or is on hold.',
  notes: [
    'Mailbox data is kept for 30 days after the license is removed; OneDrive files stay until the account is deleted.',
    "Seats bought through a reseller are changed by the reseller, not in the customer's admin center.",
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/microsoft-365/admin/email/convert-user-mailbox-to-shared-mailbox',
    'https://learn.microsoft.com/microsoft-365/admin/add-users/remove-former-employee',
    'https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
