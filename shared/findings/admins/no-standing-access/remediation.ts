import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Require multifactor authentication and a reason for activating the role.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > ID Governance > Privileged Identity Management > Microsoft Entra roles > Roles > the role > Role settings > Edit',
      link: 'entra.pim.roles',
      minutes: 10,
    },
    {
      text: 'Make the person eligible for the role.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > ID Governance > Privileged Identity Management > Microsoft Entra roles > Roles > the role > Add assignments',
      link: 'entra.pim.roles',
      minutes: 5,
    },
    {
      text: 'Have the person activate the role once, while the permanent one still stands.',
      who: 'No role needed',
      where: 'Microsoft Entra admin center > ID Governance > Privileged Identity Management > My roles',
      link: 'entra.home',
      minutes: 10,
    },
    {
      text: 'Remove the permanent assignment.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > ID Governance > Privileged Identity Management > Microsoft Entra roles > Roles > the role > Active assignments',
      link: 'entra.pim.roles',
      minutes: 5,
    },
    {
      text: 'Leave the two emergency access accounts permanently active.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > ID Governance > Privileged Identity Management > Microsoft Entra roles > Roles > Global Administrator > Active assignments',
      link: 'entra.pim.roles',
      minutes: 1,
    },
  ],
  verify: 'The person shows under Eligible assignments only. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if the account runs scripts, or if this would leave no active Global Administrator.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-add-role-to-user',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
