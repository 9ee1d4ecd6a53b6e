import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Agree with the customer's contact which level of sharing work needs.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 15,
    },
    {
      text: 'Tell people that links for anyone will stop, and when.',
      who: 'No role needed',
      where: 'At the customer',
      minutes: 10,
    },
    {
      text: 'Move the SharePoint slider to "Existing guests".',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 2,
      powershell: {
        module: 'sharepoint',
        commands: ['Set-SPOTenant -SharingCapability ExistingExternalUserSharingOnly'],
      },
    },
    {
      text: 'Move the OneDrive slider to the same level or lower, and select Save.',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 1,
      powershell: {
        module: 'sharepoint',
        commands: ['Set-SPOTenant -OneDriveSharingCapability ExistingExternalUserSharingOnly'],
      },
    },
  ],
  verify:
    'The Sharing page shows "Existing guests" for both; guests lose access within about an hour. The next run of the product resolves the finding.',
  escalate: "Stop and call the customer's contact if a project depends on links for anyone.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off',
    'https://github.com/maester365/maester/tree/main/powershell/public/cisa/spo',
  ],
};
