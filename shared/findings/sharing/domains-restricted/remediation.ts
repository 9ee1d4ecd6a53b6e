import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Collect the domains of partners from the customer's contact.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 20,
    },
    {
      text: 'Select "Limit external sharing by domain", then "Add domains".',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 2,
    },
    {
      text: 'Choose "Allow only specific domains", and enter the domains, one a line, and select Save.',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Sharing',
      link: 'sharepoint.sharing',
      minutes: 5,
      powershell: {
        module: 'sharepoint',
        commands: [
          "Set-SPOTenant -SharingDomainRestrictionMode AllowList -SharingAllowedDomainList '<domain> <domain>'",
        ],
      },
    },
  ],
  verify: 'A test share to a domain off the list is refused. The next run of the product resolves the finding.',
  escalate: "Stop and call the customer's contact if nobody can name the partners; use a block list until then.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/sharepoint/restricted-domains-sharing',
    'https://learn.microsoft.com/sharepoint/turn-external-sharing-on-or-off',
    'https://github.com/maester365/maester/tree/main/powershell/public/cisa/spo',
  ],
};
