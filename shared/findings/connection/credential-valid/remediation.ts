import { deleteOldCredential } from '#shared/remediation/app-credential-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Add a new certificate, or a secret for at most 180 days, to the app of this connection.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > Certificates & secrets',
      link: 'entra.app-registrations.app.credentials',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: [
          'Add-MgApplicationPassword -ApplicationId <objectId> -PasswordCredential @{ displayName = "Vectis"; endDateTime = (Get-Date).AddDays(180) }',
        ],
      },
    },
    {
      text: 'Replace the credential of the connection in the product, and test the connection.',
      who: 'No role needed',
      where: 'The product > Connections > the connection',
      minutes: 5,
    },
    {
      text: 'If the test is refused, check that the app is enabled.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Properties',
      link: 'entra.enterprise-apps.app.properties',
      minutes: 5,
    },
    {
      text: 'If consent is missing, grant it again.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > App registrations > the app > API permissions > Grant admin consent',
      link: 'entra.app-registrations.app.api-permissions',
      minutes: 5,
    },
    deleteOldCredential,
  ],
  verify: 'The connection test succeeds, and the next run reads data.',
  escalate: 'Call the senior engineer if the app is gone, disabled, or blocked by Microsoft.',
  notes: [
    'For consent to Microsoft Graph application permissions, one page of Microsoft names Privileged Role Administrator, another says that it takes a Global Administrator in practice.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
