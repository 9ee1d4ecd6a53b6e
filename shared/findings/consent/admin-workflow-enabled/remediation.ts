import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Agree with the customer's contact on two reviewers.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Set "Users can request admin consent to apps they are unable to consent to" to Yes.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > Admin consent settings',
      link: 'entra.enterprise-apps.consent.admin',
      minutes: 3,
    },
    {
      text: 'Add the reviewers, and leave email notifications on.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > Admin consent settings',
      link: 'entra.enterprise-apps.consent.admin',
      minutes: 3,
    },
    {
      text: 'Show the reviewers where requests wait for them.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > Admin consent requests',
      link: 'entra.enterprise-apps.consent.requests',
      minutes: 10,
    },
  ],
  verify:
    'The setting shows Yes with reviewers; it can take an hour. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer when a request asks for Microsoft Graph application permissions: only a Global Administrator can approve those.',
  notes: ['Reviewers see and act only on requests made after they were named.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/review-admin-consent-requests',
  ],
};
