import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Write down which methods the legacy multifactor settings allow.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > Per-user MFA > Service settings',
      link: 'entra.users.per-user-mfa',
      minutes: 10,
    },
    {
      text: 'Write down which methods the legacy password reset settings allow.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Password reset > Authentication methods',
      link: 'entra.home',
      minutes: 5,
    },
    {
      text: 'Run the automated guide, and compare its suggestion with your notes.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Begin automated guide',
      link: 'entra.authentication-methods.policies',
      minutes: 15,
    },
    {
      text: 'Turn off in the suggestion what is weak, such as SMS.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Begin automated guide',
      link: 'entra.authentication-methods.policies',
      minutes: 5,
    },
    {
      text: 'Select Migrate.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Policies > Begin automated guide',
      link: 'entra.authentication-methods.policies',
      minutes: 2,
    },
  ],
  verify: 'Manage migration shows Migration Complete. The next run of the product resolves the finding.',
  escalate:
    'Set the status back to In Progress and call the senior engineer if people cannot sign in; the migration can be undone.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/how-to-authentication-methods-manage',
    'https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods-manage',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
