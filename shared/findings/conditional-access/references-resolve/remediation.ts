import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the policy, and find the entry that shows as an ID instead of a name.',
      who: 'Security Reader',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users',
      link: 'entra.conditional-access.policy',
      minutes: 5,
    },
    {
      text: 'Search the audit log for the deletion, to learn which user or group it was.',
      who: 'Reports Reader',
      where:
        'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs > Activity > Delete group or Delete user',
      link: 'entra.audit-logs',
      minutes: 10,
    },
    {
      text: "Ask the customer's contact which group took its place.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Remove the dead entry, or put the replacement in.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users',
      link: 'entra.conditional-access.policy',
      minutes: 5,
    },
  ],
  verify: 'The policy shows names only. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if the missing entry was the only one included: the policy then covers nobody.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
    'https://learn.microsoft.com/entra/identity/monitoring-health/concept-audit-logs',
  ],
};
