import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Compare both licenses, and check that no app of the larger one is switched off for the person.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the person > Licenses and Apps',
      link: 'm365.users.user',
      minutes: 5,
    },
    {
      text: 'Clear the smaller license, and save; where both bring a mailbox, change both in one save.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the person > Licenses and Apps',
      link: 'm365.users.user',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ['Set-MgUserLicense -UserId <userId> -AddLicenses @() -RemoveLicenses @(<skuId>)'],
      },
    },
    {
      text: 'If a group brings the smaller license, take the person out of the group instead.',
      who: 'Groups Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Groups > All groups > the group',
      link: 'entra.groups.group',
      minutes: 5,
    },
    {
      text: 'Lower its number of seats at the renewal.',
      who: 'Billing Administrator',
      where: 'Microsoft 365 admin center > Billing > Your products',
      link: 'm365.products',
      minutes: 5,
    },
  ],
  verify:
    'The person shows one of the two licenses, and mail still works. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if the person loses mail or an app.',
  notes: ["Seats bought through a reseller are changed by the reseller, not in the customer's admin center."],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
