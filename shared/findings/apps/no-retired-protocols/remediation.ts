import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the app, and read its permissions for Office 365 Exchange Online.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 5,
    },
    {
      text: "Ask the customer's contact who uses the app, and the supplier for the version that uses Microsoft Graph.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 20,
    },
    {
      text: 'Update the app, and consent to the permissions of Microsoft Graph that it needs.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 30,
    },
    {
      text: 'Revoke the permissions for Exchange Web Services.',
      who: 'Cloud Application Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions > Admin consent > the permission > ... > Revoke permission',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 5,
    },
  ],
  verify: 'The Permissions page shows neither permission. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if the supplier has no version for Microsoft Graph, or if nobody knows the app.',
  verifiedOn: '2026-11-30',
  unverified: 'the dates come from the message center (MC1227454), which was read in a public copy.',
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
