import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Call the person and check on a known number that it is them.',
      who: 'No role needed',
      where: 'By phone, on a number that is already on file',
      minutes: 5,
    },
    {
      text: 'Issue a Temporary Access Pass if the person is new or locked out.',
      who: 'Authentication Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Authentication methods > Add authentication method > Temporary Access Pass',
      link: 'entra.users.user.authentication-methods',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: [
          'New-MgUserAuthenticationTemporaryAccessPassMethod -UserId <userId> -IsUsableOnce -LifetimeInMinutes 60',
        ],
      },
    },
    {
      text: 'Have the person register a passkey or the Authenticator app at aka.ms/mfasetup.',
      who: 'No role needed',
      where: 'aka.ms/mfasetup, by the person',
      minutes: 10,
    },
    {
      text: 'Block sign-in if nobody uses the account.',
      who: 'User Administrator',
      whoForAdmins: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
      link: 'entra.users.user',
      minutes: 2,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
    },
  ],
  verify:
    'The registration report lists the person as capable; it can lag by a day. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer if a method is already registered that the person does not know: treat it as a takeover.',
  notes: [
    'Do not register text messages or voice calls as the only method: Microsoft stops delivering both in the commercial cloud on February 1, 2027.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass',
    'https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userdevicesettings',
    'https://learn.microsoft.com/entra/identity/authentication/concept-sms-voice-retirement',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
