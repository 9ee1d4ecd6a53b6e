import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the app, and read its permissions on both tabs, Admin consent and User consent.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 10,
    },
    {
      text: "Ask the customer's contact who uses the app and what it must do.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 15,
    },
    {
      text: 'If nobody knows the app, set "Enabled for users to sign-in?" to No; passwords and second factors do not stop an app.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Properties',
      link: 'entra.enterprise-apps.app.properties',
      minutes: 2,
      powershell: {
        module: 'graph',
        commands: ['Update-MgServicePrincipal -ServicePrincipalId <servicePrincipalId> -AccountEnabled:$false'],
      },
    },
    {
      text: 'Look at what the app did lately.',
      who: 'Reports Reader',
      where:
        'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs > Service principal sign-ins',
      link: 'entra.sign-in-logs',
      minutes: 15,
    },
    {
      text: 'Revoke the permissions the app does not need.',
      who: 'Cloud Application Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions > Admin consent > the permission > ... > Revoke permission',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 10,
      powershell: {
        module: 'graph',
        commands: [
          'Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <servicePrincipalId> -AppRoleAssignmentId <assignmentId>',
        ],
      },
    },
    {
      text: 'Revoke consents of single users with PowerShell; the portal cannot.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Graph PowerShell',
      minutes: 10,
      powershell: {
        module: 'graph',
        commands: [
          'Get-MgOauth2PermissionGrant -All | Where-Object ClientId -eq <servicePrincipalId>',
          'Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId <grantId>',
        ],
      },
    },
    {
      text: 'Remove admin roles that the app itself holds.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > the role > Assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
  ],
  verify: 'The Permissions page shows only what is needed. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer at once if the app is unknown and has signed in: treat it as a break-in.',
  notes: ['To revoke an application permission of Microsoft Graph by command takes a Privileged Role Administrator.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
    'https://learn.microsoft.com/defender-office-365/detect-and-remediate-illicit-consent-grants',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
