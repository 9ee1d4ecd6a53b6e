import {
  confirmEmergencyAccess,
  createLegacyAuthPolicy,
  createMfaForAllPolicy,
  watchReportOnly,
} from '#shared/remediation/conditional-access-steps.ts';
import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Check under Properties whether security defaults are off on purpose.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Overview > Properties > Manage security defaults',
      link: 'entra.tenant.properties',
      minutes: 3,
    },
    {
      text: 'Without Entra ID P1, turn on security defaults.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Overview > Properties > Manage security defaults',
      link: 'entra.tenant.properties',
      minutes: 3,
    },
    confirmEmergencyAccess,
    createMfaForAllPolicy,
    createLegacyAuthPolicy,
    {
      text: 'Open both new policies and exclude the emergency access accounts.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Exclude',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    watchReportOnly,
    {
      text: 'Set both policies to On when nobody is left who would be locked out.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Enable policy',
      link: 'entra.conditional-access.policies',
      minutes: 3,
    },
  ],
  verify:
    'Security defaults show Enabled, or at least one policy shows On. The next run of the product resolves the finding.',
  escalate:
    'Stop and call the senior engineer if no emergency access account works, or if the logs show more people locked out than expected.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/fundamentals/security-defaults',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-policy-common',
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength',
    'https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
