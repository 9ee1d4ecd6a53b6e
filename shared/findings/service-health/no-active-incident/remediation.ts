import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the issue, and read which features and people it touches.',
      who: 'Service Support Administrator',
      where: 'Microsoft 365 admin center > Health > Service health > the issue',
      link: 'm365.service-health.issue',
      minutes: 5,
    },
    {
      text: "Tell the customer's contact what does not work and what works meanwhile.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Turn on email updates for the issue.',
      who: 'Service Support Administrator',
      where: 'Microsoft 365 admin center > Health > Service health > the issue > Manage notifications for this issue',
      link: 'm365.service-health.issue',
      minutes: 2,
    },
    {
      text: 'Report it to Microsoft if the customer sees something the issue does not name.',
      who: 'Service Support Administrator',
      where: 'Microsoft 365 admin center > Health > Service health > Report an issue',
      link: 'm365.service-health',
      minutes: 10,
    },
  ],
  verify: 'Microsoft marks the issue as restored. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if work has stopped for the whole customer: open a support request.',
  verifiedOn: '2026-11-30',
  unverified: "Microsoft's page was read in a version of 2023; the path is corroborated by a lab of 2026-10.",
  sources: [
    'https://learn.microsoft.com/microsoft-365/enterprise/view-service-health',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
