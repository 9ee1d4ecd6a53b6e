import { excludeEmergencyAccess, turnPolicyOn, watchReportOnly } from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'List the administrators and the sign-in methods each has registered.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > User registration details',
      link: 'entra.authentication-methods.user-registration-details',
      minutes: 10,
    },
    {
      text: 'Have each administrator register two passkeys or security keys at aka.ms/mysecurityinfo.',
      who: 'No role needed',
      where: 'aka.ms/mysecurityinfo, by the administrator',
      minutes: 30,
    },
    {
      text: 'Create the policy from the template "Require phishing-resistant multifactor authentication for administrators".',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy from template',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    excludeEmergencyAccess,
    watchReportOnly,
    turnPolicyOn,
  ],
  verify:
    'An administrator can sign in with a passkey and is refused with a code or a push. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if an administrator has no key that works, or if the emergency access accounts are not excluded.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-admin-phish-resistant-mfa',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
