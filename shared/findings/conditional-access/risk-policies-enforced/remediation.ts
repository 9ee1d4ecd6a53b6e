import { confirmEmergencyAccess, watchReportOnly } from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    confirmEmergencyAccess,
    {
      text: 'Create the policy from the template "Require multifactor authentication for risky sign-ins".',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy from template',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    {
      text: 'Create a second policy with the condition User risk High, for all users and all resources.',
      who: 'Conditional Access Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy > Conditions > User risk',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    {
      text: 'Choose the grant Require risk remediation for that second policy; older templates still ask for a password change.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Grant',
      link: 'entra.conditional-access.policies',
      minutes: 3,
    },
    {
      text: 'Exclude the emergency access accounts and guests from both; risk remediation does not work for guests.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Exclude',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    watchReportOnly,
    {
      text: 'Set both policies to On.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Enable policy',
      link: 'entra.conditional-access.policies',
      minutes: 2,
    },
  ],
  verify: 'Both policies show On. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if people at risk have no method registered: the policy would shut them out.',
  notes: [
    'Never let one person be covered by Require risk remediation and by Require password change or Block: both would apply.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-risk-based-sign-in',
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-risk-based-user',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
