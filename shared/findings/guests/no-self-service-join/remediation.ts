import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Turn off self-service join with Graph PowerShell; no portal page has this switch.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Graph PowerShell, or Graph Explorer',
      link: 'graph.explorer',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ['Update-MgPolicyAuthorizationPolicy -AllowEmailVerifiedUsersToJoinOrganization:$false'],
      },
    },
    {
      text: 'Look through the users for accounts that nobody knows.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users',
      link: 'entra.users.all',
      minutes: 15,
    },
  ],
  verify: 'Get-MgPolicyAuthorizationPolicy shows the value as False. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if accounts turn up that nobody knows.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/graph/api/resources/authorizationpolicy',
    'https://learn.microsoft.com/powershell/module/microsoft.entra.signins/set-entraauthorizationpolicy',
    'https://learn.microsoft.com/entra/identity/users/directory-self-service-signup',
  ],
};
