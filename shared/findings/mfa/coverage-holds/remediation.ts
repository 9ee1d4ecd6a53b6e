import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Read in the summary who is no longer covered, since when, and which change explains it.',
      who: 'No role needed',
      where: 'The product > the customer > MFA',
      minutes: 5,
    },
    {
      text: 'Find that change in the audit log, and ask the person who made it whether it was intended.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 10,
    },
    {
      text: 'If it was a policy, undo the change: remove the exclusion, or set the policy to On again.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy',
      link: 'entra.conditional-access.policies',
      minutes: 5,
    },
    {
      text: 'If people lost their methods, check on a known number that it is them, and have them register again.',
      who: 'Authentication Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > User registration details',
      link: 'entra.authentication-methods.user-registration-details',
      minutes: 15,
    },
    {
      text: 'If the fall is intended, accept the risk with its reason and the person who approved it.',
      who: 'No role needed',
      where: 'The product > the finding',
      minutes: 5,
    },
  ],
  verify: 'The share is back at the level before the fall. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if nobody at the customer knows the change: treat it as a takeover.',
  notes: [
    'Each person who is no longer covered also has a finding of their own, if they cannot use a second factor at all.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/monitoring-health/concept-audit-logs',
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userdevicesettings',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
