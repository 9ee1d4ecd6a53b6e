import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Expand "More external sharing settings".',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 1,
    },
    {
      text: `Clear "Allow guests to share items they don't own", and save.`,
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 1,
      powershell: { module: 'sharepoint', commands: ['Set-SPOTenant -PreventExternalUsersFromResharing $true'] },
    },
  ],
  verify: 'The check box is clear. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if guests run a shared project site.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off',
    'https://github.com/maester365/maester/tree/main/powershell/public/cisa/spo',
  ],
};
