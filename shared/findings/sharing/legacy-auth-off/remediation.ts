import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact about old Office versions, add-ins, and scanners that open files.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: `Select "Block access" for apps that don't use modern authentication, and select Save.`,
      who: 'SharePoint Administrator',
      where: "SharePoint admin center > Policies > Access control > Apps that don't use modern authentication",
      link: 'sharepoint.access-control.legacy-authentication',
      minutes: 2,
      powershell: { module: 'sharepoint', commands: ['Set-SPOTenant -LegacyAuthProtocolsEnabled $false'] },
    },
  ],
  verify: 'The page shows "Block access"; it can take a day. The next run of the product resolves the finding.',
  escalate: 'Set it back to Allow and call the senior engineer if a business application stops.',
  verifiedOn: '2026-11-30',
  unverified:
    'No Microsoft page newer than 2024 was read for this page of the SharePoint admin center; Prowler of 2026-08 names the same path.',
  sources: [
    'https://learn.microsoft.com/sharepoint/control-access-from-unmanaged-devices',
    'https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/m365/services/sharepoint',
  ],
};
