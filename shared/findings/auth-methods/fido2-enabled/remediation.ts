import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Open Passkey (FIDO2), and opt in to passkey profiles if a banner offers it; this cannot be undone.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Passkey (FIDO2)',
      link: 'entra.authentication-methods.policies',
      minutes: 3,
    },
    {
      text: 'Set "Allow self-service set up" to Yes.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Passkey (FIDO2) > Configure',
      link: 'entra.authentication-methods.policies',
      minutes: 1,
    },
    {
      text: 'Choose the passkey types of the Default passkey profile: device-bound alone for administrators.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Passkey (FIDO2) > Configure > Default passkey profile',
      link: 'entra.authentication-methods.policies',
      minutes: 5,
    },
    {
      text: 'Enable the method for all users, and select Save.',
      who: 'Authentication Policy Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Passkey (FIDO2) > Enable and target',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
  ],
  verify: 'A test user can add a passkey at aka.ms/mysecurityinfo. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer before you allow synced passkeys for administrators.',
  notes: [
    'In the commercial cloud, Microsoft has enabled passkeys since September 1, 2026 for people who use text message or voice.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-passkeys-fido2',
    'https://learn.microsoft.com/entra/identity/authentication/concept-sms-voice-retirement',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
