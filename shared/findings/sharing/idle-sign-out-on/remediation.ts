import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Turn on "Sign out inactive users automatically".',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Access control > Idle session sign-out',
      link: 'sharepoint.access-control.idle-session',
      minutes: 2,
      powershell: {
        module: 'sharepoint',
        commands: [
          'Set-SPOBrowserIdleSignOut -Enabled $true -WarnAfter (New-TimeSpan -Minutes 45) -SignOutAfter (New-TimeSpan -Minutes 60)',
        ],
      },
    },
    {
      text: 'Choose when to warn people and when to sign them out, and save.',
      who: 'SharePoint Administrator',
      where: 'SharePoint admin center > Policies > Access control > Idle session sign-out',
      link: 'sharepoint.access-control.idle-session',
      minutes: 2,
    },
  ],
  verify:
    'Get-SPOBrowserIdleSignOut shows Enabled as True; it starts after about 15 minutes, for new sessions. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if people on managed computers are signed out.',
  verifiedOn: '2026-11-30',
  unverified:
    "Microsoft's page is of 2018 and asks for Entra ID P1 or P2; no newer page was read. Microsoft 365 has an idle session timeout of its own in Org settings.",
  sources: ['https://learn.microsoft.com/sharepoint/sign-out-inactive-users'],
};
