import {
  createLegacyAuthPolicy,
  excludeEmergencyAccess,
  securityDefaultsInstead,
  turnPolicyOn,
  watchReportOnly,
} from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Filter the sign-in logs by client app, and list who still uses legacy protocols; look at non-interactive sign-ins too.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs > Add filters > Client app',
      link: 'entra.sign-in-logs',
      minutes: 15,
    },
    {
      text: 'Move the devices and programs on that list to modern authentication or to a mail relay.',
      who: 'No role needed',
      where: 'At the customer',
      minutes: 60,
    },
    createLegacyAuthPolicy,
    excludeEmergencyAccess,
    watchReportOnly,
    turnPolicyOn,
    securityDefaultsInstead,
  ],
  verify:
    'The sign-in logs show no more successful sign-ins with legacy client apps. The next run of the product resolves the finding.',
  escalate:
    "Stop and call the customer's contact before you switch On, if a scanner or business application still depends on it.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/fundamentals/security-defaults',
  ],
};
