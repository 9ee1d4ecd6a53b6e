import { revokeSessions, tellOwner } from '#shared/remediation/account-takeover-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Set "Enabled for users to sign-in?" to No; do not delete the app, or a consent brings it back.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Properties',
      link: 'entra.enterprise-apps.app.properties',
      minutes: 2,
      powershell: {
        module: 'graph',
        commands: ['Update-MgServicePrincipal -ServicePrincipalId <servicePrincipalId> -AccountEnabled:$false'],
      },
      phase: 'contain',
    },
    {
      text: 'List who consented to the app and to what, and keep the list.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Graph PowerShell',
      minutes: 10,
      powershell: {
        module: 'graph',
        commands: ['Get-MgOauth2PermissionGrant -All | Where-Object ClientId -eq <servicePrincipalId>'],
      },
      phase: 'preserve',
    },
    {
      text: 'Download the sign-ins to the app; Microsoft keeps 7 days without Entra ID P1, and 30 days with it.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs',
      link: 'entra.sign-in-logs',
      minutes: 10,
      phase: 'preserve',
    },
    {
      text: 'Revoke each consent to the app.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Graph PowerShell',
      minutes: 10,
      powershell: {
        module: 'graph',
        commands: ['Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId <grantId>'],
      },
      phase: 'remove',
    },
    { ...revokeSessions, text: 'Revoke the sessions of each person who consented to the app.', phase: 'remove' },
    {
      text: 'Search the audit log for what the app did in the mailboxes and files of these people.',
      who: 'Compliance Administrator',
      where: 'Microsoft Defender portal > Audit',
      link: 'defender.audit',
      minutes: 30,
      phase: 'look',
    },
    {
      text: 'In the directory audit log, look at what else the same people changed at that time.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 15,
      phase: 'look',
    },
    tellOwner,
    {
      text: 'Select "Do not allow user consent", so that the next such app needs an administrator.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > Consent and permissions > User consent settings',
      link: 'entra.enterprise-apps.consent.user',
      minutes: 3,
      phase: 'prevent',
    },
  ],
  verify: 'The Properties page shows that users cannot sign in. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer at once if nobody can say why a person consented: treat the account as stolen.',
  notes: ['If a person uses the program for work, ask the customer whether it is allowed before you stop it.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/defender-office-365/detect-and-remediate-illicit-consent-grants',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent',
  ],
};
