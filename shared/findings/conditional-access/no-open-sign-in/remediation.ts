import { excludeEmergencyAccess, turnPolicyOn, watchReportOnly } from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Read in the summary who gets in, to which application, from which client and place.',
      who: 'No role needed',
      where: 'The product, at this finding',
      minutes: 5,
    },
    {
      text: 'Enter the same sign-in into the "What if" tool, and see which policies apply to it.',
      who: 'Security Reader',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > What if',
      link: 'entra.conditional-access.policies',
      minutes: 10,
    },
    {
      text: 'If the evidence names an exclusion, remove the people from it who no longer need it.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Exclude',
      link: 'entra.conditional-access.policies',
      minutes: 10,
    },
    {
      text: 'Otherwise widen the condition or the applications of the nearest policy, or create one that covers the example.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies',
      link: 'entra.conditional-access.policies',
      minutes: 15,
    },
    excludeEmergencyAccess,
    watchReportOnly,
    turnPolicyOn,
  ],
  verify:
    'The "What if" tool shows a policy that asks for multifactor authentication or blocks. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if the exclusion was made on purpose, or if nobody knows what the account is for.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/what-if-tool',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policies',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
