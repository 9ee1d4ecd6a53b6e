import { deleteOldCredential } from '#shared/remediation/app-credential-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Find the owner of the app, and where the credential is used.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 15,
    },
    {
      text: 'Add a certificate, or a secret for at most 180 days.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > Certificates & secrets',
      link: 'entra.app-registrations.app.credentials',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: [
          'Add-MgApplicationPassword -ApplicationId <objectId> -PasswordCredential @{ displayName = "<name>"; endDateTime = (Get-Date).AddDays(180) }',
        ],
      },
    },
    {
      text: 'Put the new credential where the app reads it, and test the app.',
      who: 'No role needed',
      where: 'The system that runs the app',
      minutes: 20,
    },
    deleteOldCredential,
    {
      text: 'Limit the lifetime of new secrets for the whole tenant.',
      who: 'Cloud Application Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Security > Application policies > Restrict max password lifetime',
      link: 'entra.enterprise-apps.all',
      minutes: 10,
      unverified: 'Path from CISA ScubaGear 2026-08; role not verified.',
    },
  ],
  verify:
    'Certificates & secrets lists only credentials that end within 180 days. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if nobody knows what uses the old credential.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    'https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
