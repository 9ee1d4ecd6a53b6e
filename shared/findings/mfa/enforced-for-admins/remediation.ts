import {
  confirmEmergencyAccess,
  excludeEmergencyAccess,
  securityDefaultsInstead,
  turnPolicyOn,
  watchReportOnly,
} from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    confirmEmergencyAccess,
    {
      text: 'Create the policy from the template "Require multifactor authentication for admins".',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy from template',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    excludeEmergencyAccess,
    {
      text: 'Add the admin roles in use that the template leaves out.',
      who: 'Conditional Access Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Include > Directory roles',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    watchReportOnly,
    turnPolicyOn,
    securityDefaultsInstead,
  ],
  verify:
    'An administrator who signs in from a private browser window is asked for a second factor. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if no emergency access account works, or if the logs show more people locked out than expected.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-admin',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/fundamentals/security-defaults',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
