import { turnPolicyOn, watchReportOnly } from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Filter the sign-in logs by the authentication protocol Device code, and list who uses it.',
      who: 'Reports Reader',
      where:
        'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs > Add filters > Authentication protocol',
      link: 'entra.sign-in-logs',
      minutes: 10,
    },
    {
      text: 'Create a policy for all users and all resources.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    {
      text: 'Set the condition Authentication flows to Device code flow, and the grant to Block access.',
      who: 'Conditional Access Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Conditions > Authentication flows',
      link: 'entra.conditional-access.policies',
      minutes: 3,
    },
    {
      text: 'Exclude the emergency access accounts and the meeting-room devices that need the flow.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Exclude',
      link: 'entra.conditional-access.policies',
      minutes: 3,
    },
    watchReportOnly,
    turnPolicyOn,
  ],
  verify: 'A test sign-in at microsoft.com/devicelogin is refused. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer if unknown accounts or countries show up with this protocol: that is how device code phishing looks.',
  notes: ['Security defaults block device code sign-in in tenants created since July 1, 2026.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-block-authentication-flows',
    'https://learn.microsoft.com/entra/fundamentals/security-defaults',
  ],
};
