import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Read in the finding what the person would lose.',
      who: 'No role needed',
      where: 'The product > the finding',
      minutes: 3,
    },
    {
      text: "Ask the person about programs that Microsoft's reports do not show.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Check that a seat of the cheaper license is free.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Billing > Licenses',
      link: 'm365.licenses',
      minutes: 3,
    },
    {
      text: 'Select the cheaper license and clear the more expensive one in the same save.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the person > Licenses and Apps',
      link: 'm365.users.user',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: [
          'Set-MgUserLicense -UserId <userId> -AddLicenses @(@{SkuId = "<newSkuId>"}) -RemoveLicenses @("<oldSkuId>")',
        ],
      },
    },
    {
      text: 'Lower the number of the more expensive seats at the renewal.',
      who: 'Billing Administrator',
      where: 'Microsoft 365 admin center > Billing > Your products',
      link: 'm365.products',
      minutes: 5,
    },
  ],
  verify:
    'The person shows the cheaper license, and works for a week without complaint. The next run of the product resolves the finding.',
  escalate: 'Give the old license back the same day and call the senior engineer if something stops.',
  notes: ["Seats bought through a reseller are changed by the reseller, not in the customer's admin center."],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
