import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'List who has only a phone number registered.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > User registration details',
      link: 'entra.authentication-methods.user-registration-details',
      minutes: 15,
    },
    {
      text: 'Check that Passkey (FIDO2) is enabled for these people.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Passkey (FIDO2)',
      link: 'entra.authentication-methods.policies',
      minutes: 5,
    },
    {
      text: 'Turn on the registration campaign, so that they are asked to set up a passkey.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Registration campaign',
      link: 'entra.authentication-methods.registration-campaign',
      minutes: 5,
    },
    {
      text: 'Help those who have not registered after two weeks.',
      who: 'No role needed',
      where: 'At the customer',
      minutes: 60,
    },
    {
      text: 'Turn off SMS.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > SMS > Enable > Off',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
    {
      text: 'Turn off Voice call.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Voice call > Enable > Off',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
  ],
  verify: 'Both methods show Enabled: No. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer if people would be left without a method.',
  notes: [
    'In the commercial cloud, Microsoft has enabled passkeys for people with text message or voice since September 1, 2026, and stops delivering text messages and calls on February 1, 2027.',
    'From then on, people without another method must register a passkey when they sign in; other clouds follow later.',
    'Since October 30, 2026, a tenant can use a telecom provider of its own.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/concept-sms-voice-retirement',
    'https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage',
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
