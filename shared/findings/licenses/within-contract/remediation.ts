import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact whether the extra seats are needed.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'If the seats are needed, add them to the agreement, and upload the contract to the product again.',
      who: 'No role needed',
      where: 'The billing system, then the product > the customer > Contract',
      minutes: 10,
    },
    {
      text: 'If the seats are not needed, list who holds them.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Billing > Licenses > the product',
      link: 'm365.licenses',
      minutes: 5,
    },
    {
      text: 'Unassign the seats that are not needed.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Billing > Licenses > the product > Unassign licenses',
      link: 'm365.licenses',
      minutes: 5,
    },
    {
      text: 'Lower the number of seats.',
      who: 'Billing Administrator',
      where: 'Microsoft 365 admin center > Billing > Your products',
      link: 'm365.products',
      minutes: 5,
    },
  ],
  verify: 'Seats in use equal seats billed. The next run of the product resolves the finding.',
  escalate: 'Call the account manager if the customer disputes the seats.',
  notes: ["Seats bought through a reseller are changed by the reseller, not in the customer's admin center."],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
