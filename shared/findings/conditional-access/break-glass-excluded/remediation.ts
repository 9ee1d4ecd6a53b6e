import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Create two cloud-only accounts on the onmicrosoft.com domain.',
      who: 'User Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > New user',
      link: 'entra.users.all',
      minutes: 10,
    },
    {
      text: 'Assign both the Global Administrator role, permanently active.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > Global Administrator > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'Register a hardware security key for each account, and lock the keys away in two places.',
      who: 'No role needed',
      where: 'aka.ms/mysecurityinfo, signed in as the emergency account',
      minutes: 30,
    },
    {
      text: 'Create a role-assignable group that holds both accounts.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Groups > All groups > New group',
      link: 'entra.groups.general',
      minutes: 5,
    },
    {
      text: 'Exclude that group in each policy for all users.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > each policy > Users > Exclude',
      link: 'entra.conditional-access.policies',
      minutes: 15,
    },
    {
      text: 'Set up an alert on every sign-in of the two accounts.',
      who: 'Security Administrator',
      where: 'Defender, Sentinel, or the product',
      minutes: 20,
    },
  ],
  verify: 'Sign in once with each account. The next run of the product resolves the finding.',
  escalate: "Call the senior engineer and the customer's contact before you create accounts with this power.",
  notes: [
    'Microsoft asks for multifactor authentication in its admin portals from every account, so the emergency accounts need a key all the same.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access',
    'https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
