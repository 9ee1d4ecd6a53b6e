import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Turn on the admin consent workflow first, so that people can ask.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > Admin consent settings',
      link: 'entra.enterprise-apps.consent.admin',
      minutes: 5,
    },
    {
      text: 'Select "Do not allow user consent".',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > User consent settings',
      link: 'entra.enterprise-apps.consent.user',
      minutes: 3,
    },
    {
      text: 'Review the apps that people consented to before; they keep their access.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications',
      link: 'entra.enterprise-apps.all',
      minutes: 30,
    },
  ],
  verify: 'User consent settings show "Do not allow user consent". The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if the review turns up an app that nobody knows.',
  notes: [
    'The portal asks for Global Administrator; through Graph, Privileged Role Administrator is enough.',
    'Through Graph, change permissionGrantPoliciesAssigned and keep every ManagePermissionGrantsForOwnedResource entry.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-admin-consent-workflow',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
