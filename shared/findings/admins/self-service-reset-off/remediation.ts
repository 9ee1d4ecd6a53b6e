import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Confirm that at least two administrators can reset each other's passwords.",
      who: 'No role needed',
      where: 'At the customer',
      minutes: 5,
    },
    {
      text: 'Turn off self-service password reset for administrators with Graph PowerShell; no portal page has this switch.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Graph PowerShell, or Graph Explorer',
      link: 'graph.explorer',
      minutes: 5,
      powershell: { module: 'graph', commands: ['Update-MgPolicyAuthorizationPolicy -AllowedToUseSspr:$false'] },
    },
  ],
  verify:
    'Get-MgPolicyAuthorizationPolicy shows AllowedToUseSspr as False; it can take an hour. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if only one administrator exists.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/concept-sspr-policy',
    'https://learn.microsoft.com/graph/api/resources/authorizationpolicy',
    'https://learn.microsoft.com/powershell/module/microsoft.entra.signins/set-entraauthorizationpolicy',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
