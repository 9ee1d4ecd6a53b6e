import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Register the app in Exchange with PowerShell; no admin page does this.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: ["New-ServicePrincipal -AppId <appId> -ObjectId <servicePrincipalId> -DisplayName 'Vectis'"],
      },
    },
    {
      text: 'Create a management scope that holds only the mailboxes on the list.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: [
          `New-ManagementScope -Name 'Vectis technicians' -RecipientRestrictionFilter "MemberOfGroup -eq '<distinguishedName>'"`,
        ],
      },
    },
    {
      text: 'Assign mail and calendar reading with that scope.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: [
          "New-ManagementRoleAssignment -App <servicePrincipalId> -Role 'Application Mail.Read' -CustomResourceScope 'Vectis technicians'",
          "New-ManagementRoleAssignment -App <servicePrincipalId> -Role 'Application Calendars.Read' -CustomResourceScope 'Vectis technicians'",
        ],
      },
    },
    {
      text: 'Revoke Mail.Read and Calendars.Read in Entra, because grants add up, and leave MailboxSettings.Read.',
      who: 'Cloud Application Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions > Admin consent > the permission > ... > Revoke permission',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 5,
    },
    {
      text: 'Test one mailbox on the list and one that is not.',
      who: 'Exchange Administrator',
      where: 'Exchange Online PowerShell',
      minutes: 5,
      powershell: {
        module: 'exchange',
        commands: ['Test-ServicePrincipalAuthorization -Identity <servicePrincipalId> -Resource <mailbox>'],
      },
    },
    {
      text: 'Test the connection after two hours.',
      who: 'No role needed',
      where: 'The product > Connections > the connection',
      minutes: 5,
    },
  ],
  verify: "InScope is True for the first mailbox and False for the second; the next night's probe is refused.",
  escalate: 'Stop and call the senior engineer if another program uses the same app for mail.',
  verifiedOn: '2026-11-30',
  unverified:
    "Microsoft's page on the feature was not read in a version of 2025 or later; cmdlets are of 2026-08. The role is corroborated by Microsoft365DSC of 2026-07.",
  sources: [
    'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
    'https://learn.microsoft.com/powershell/module/exchangepowershell/new-serviceprincipal',
    'https://learn.microsoft.com/powershell/module/exchangepowershell/test-serviceprincipalauthorization',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
  ],
};
