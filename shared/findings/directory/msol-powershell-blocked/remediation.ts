import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Search the customer's scripts for Connect-MsolService, and move what is left to Microsoft Graph PowerShell.",
      who: 'No role needed',
      where: 'At the customer',
      minutes: 30,
    },
    {
      text: 'Block the module with Graph PowerShell; no portal page has this switch.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Graph PowerShell, or Graph Explorer',
      link: 'graph.explorer',
      minutes: 3,
      powershell: { module: 'graph', commands: ['Update-MgPolicyAuthorizationPolicy -BlockMsolPowerShell:$true'] },
    },
  ],
  verify:
    'Get-MgPolicyAuthorizationPolicy shows BlockMsolPowerShell as True. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if a script still depends on the module.',
  verifiedOn: '2026-11-30',
  unverified: 'Whether the setting still has an effect after MSOnline stopped working in 2025.',
  sources: [
    'https://learn.microsoft.com/graph/api/resources/authorizationpolicy',
    'https://learn.microsoft.com/powershell/module/microsoft.entra.signins/set-entraauthorizationpolicy',
  ],
};
