import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the policy and read what it asks for, of whom, and when.',
      who: 'Security Reader',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy',
      link: 'entra.conditional-access.policy',
      minutes: 5,
    },
    {
      text: 'Find the policy that already asks for the same, and note its name in the ticket.',
      who: 'Security Reader',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies',
      link: 'entra.conditional-access.policies',
      minutes: 10,
    },
    {
      text: "Ask the customer's contact whether the policy was meant for somebody or something else.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Set the policy to Off, or change it to what it was meant for.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Enable policy',
      link: 'entra.conditional-access.policy',
      minutes: 3,
    },
    {
      text: 'Delete it after a month without complaints.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Delete',
      link: 'entra.conditional-access.policy',
      minutes: 2,
    },
  ],
  verify: 'The policy shows Off, or changes what is asked. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if two policies do the same and it is not clear which of them has to stay.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/plan-conditional-access',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
