import { watchReportOnly } from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open the policy, and read under Grant which control it rests on.',
      who: 'Security Reader',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Grant',
      link: 'entra.conditional-access.policy',
      minutes: 5,
    },
    {
      text: 'For a custom control, add the other vendor as an external method and have people register it.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Add external method',
      link: 'entra.authentication-methods.policies',
      minutes: 30,
    },
    {
      text: 'Create a second policy for the same people and applications with "Require multifactor authentication".',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy',
      link: 'entra.conditional-access.policies',
      minutes: 10,
    },
    {
      text: 'For an approved client app, choose "Require app protection policy" instead in the policy.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Grant',
      link: 'entra.conditional-access.policy',
      minutes: 10,
    },
    watchReportOnly,
    {
      text: 'Set the new policy to On, and the old one to Off.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Enable policy',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
  ],
  verify:
    'A test sign-in is asked for the second factor of the tenant. The next run of the product resolves the finding.',
  escalate:
    "Stop and call the senior engineer if the other vendor has no external method, or if people's phones have no app protection policy.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/migrate-approved-client-app',
    'https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-external-method-manage',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
