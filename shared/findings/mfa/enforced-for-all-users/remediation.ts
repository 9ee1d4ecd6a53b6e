import {
  confirmEmergencyAccess,
  createMfaForAllPolicy,
  excludeEmergencyAccess,
  securityDefaultsInstead,
  turnPolicyOn,
  watchReportOnly,
} from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    confirmEmergencyAccess,
    createMfaForAllPolicy,
    excludeEmergencyAccess,
    watchReportOnly,
    {
      text: 'Move scripts, scanners, and old mail programs that sign in with a password to an app registration or another relay.',
      who: 'No role needed',
      where: 'At the customer',
      minutes: 60,
    },
    turnPolicyOn,
    securityDefaultsInstead,
  ],
  verify:
    'A test sign-in in a private browser window asks for a second factor. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if no emergency access account works, or if the logs show more people locked out than expected.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/fundamentals/security-defaults',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
