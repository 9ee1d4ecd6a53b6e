import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open Microsoft Authenticator, and select Configure.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Microsoft Authenticator > Configure',
      link: 'entra.authentication-methods.policies',
      minutes: 1,
    },
    {
      text: 'Enable "Show application name in push and passwordless notifications" for all users.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Microsoft Authenticator > Configure',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
    {
      text: 'Enable "Show geographic location in push and passwordless notifications" for all users, and select Save.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Microsoft Authenticator > Configure',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
  ],
  verify:
    'A test sign-in shows the app and a map in the Authenticator request. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if requests stop arriving.',
  notes: ['Number matching itself is always on and cannot be turned off.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-number-match',
    'https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage',
    'https://github.com/cisagov/ScubaGear/blob/main/PowerShell/ScubaGear/baselines/aad.md',
  ],
};
