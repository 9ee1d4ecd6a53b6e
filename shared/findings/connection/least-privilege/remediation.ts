import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Remove the permissions that write from the app registration.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > API permissions',
      link: 'entra.app-registrations.app.api-permissions',
      minutes: 5,
    },
    {
      text: 'Add the permissions that read in their place.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > API permissions',
      link: 'entra.app-registrations.app.api-permissions',
      minutes: 5,
    },
    {
      text: 'Grant admin consent.',
      who: 'Global Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > App registrations > the app > API permissions > Grant admin consent',
      link: 'entra.app-registrations.app.api-permissions',
      minutes: 3,
    },
    {
      text: 'Revoke the old grants on the enterprise app; removing them from the registration leaves them in force.',
      who: 'Cloud Application Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions > Admin consent > the permission > ... > Revoke permission',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: [
          'Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId <servicePrincipalId> -AppRoleAssignmentId <assignmentId>',
        ],
      },
    },
    {
      text: 'Run the connection once, and see that nothing needs access.',
      who: 'No role needed',
      where: 'The product > Connections > the connection',
      minutes: 5,
    },
  ],
  verify: 'The connection shows no write permission after the next run.',
  escalate: 'Stop and call the senior engineer if another program shares the app.',
  notes: ['To revoke an application permission of Microsoft Graph by command takes a Privileged Role Administrator.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
