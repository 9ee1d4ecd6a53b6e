import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact how many spare seats to keep for joiners.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Open the subscription, and read its renewal date.',
      who: 'Billing Administrator',
      where: 'Microsoft 365 admin center > Billing > Your products',
      link: 'm365.products',
      minutes: 5,
    },
    {
      text: 'Lower the number of seats, if the customer bought them directly from Microsoft.',
      who: 'Billing Administrator',
      where: 'Microsoft 365 admin center > Billing > Your products > the product > Remove licenses',
      link: 'm365.products',
      minutes: 5,
    },
    {
      text: 'Lower the number in the ordering portal or Partner Center, if a reseller bought them.',
      who: 'Admin agent in Partner Center',
      where: 'Partner Center > Customers > the customer > Subscriptions',
      link: 'partner-center.customer',
      minutes: 10,
      unverified: 'Menu names and role in Partner Center.',
    },
    {
      text: 'Put the renewal date in the ticket, where the term allows no change before it.',
      who: 'No role needed',
      where: 'Ticket',
      minutes: 3,
    },
  ],
  verify:
    'The number of seats equals those in use plus the agreed spare. The next run of the product resolves the finding.',
  escalate: 'Stop and call the account manager before a change to a term that cannot be undone.',
  notes: ["Seats bought through a reseller are changed by the reseller, not in the customer's admin center."],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/commerce/licenses/buy-licenses',
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
  ],
};
