import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Check how the computers are joined: this setting knows Active Directory domains, not Microsoft Entra join.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Devices > All devices',
      link: 'entra.home',
      minutes: 10,
    },
    {
      text: 'Read the ID of each Active Directory domain.',
      who: 'Domain user in Active Directory',
      where: 'On a domain-joined computer, in PowerShell',
      minutes: 5,
      powershell: { module: 'active-directory', commands: ['(Get-ADDomain).ObjectGUID'] },
    },
    {
      text: 'Select "Allow syncing only on computers joined to specific domains".',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Settings > Sync',
      link: 'sharepoint.settings.onedrive-sync',
      minutes: 1,
    },
    {
      text: 'Enter the domain IDs, and save.',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Settings > Sync',
      link: 'sharepoint.settings.onedrive-sync',
      minutes: 3,
      powershell: {
        module: 'sharepoint',
        commands: ["Set-SPOTenantSyncClientRestriction -Enable -DomainGuids '<domainGuid>;<domainGuid>'"],
      },
    },
    {
      text: 'Where computers are Microsoft Entra joined only, use a Conditional Access policy for compliant devices instead.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies',
      link: 'entra.conditional-access.policies',
      minutes: 30,
    },
  ],
  verify:
    'OneDrive syncs on a managed computer and stops on a private one. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if any managed computer is Microsoft Entra joined only: it would stop syncing.',
  verifiedOn: '2026-11-30',
  unverified: 'No Microsoft page newer than 2024-04 was read for this page; Prowler of 2026-08 names the same path.',
  sources: [
    'https://learn.microsoft.com/sharepoint/allow-syncing-only-on-specific-domains',
    'https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/m365/services/sharepoint',
  ],
};
