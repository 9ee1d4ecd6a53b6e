import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Collect the names of the company, its places, and its products.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Set the lockout threshold to 10 or less and the lockout duration to 60 seconds or more.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Password protection',
      link: 'entra.authentication-methods.password-protection',
      minutes: 2,
    },
    {
      text: 'Set "Enforce custom list" to Yes.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Password protection',
      link: 'entra.authentication-methods.password-protection',
      minutes: 1,
    },
    {
      text: 'Enter the names in the custom banned password list, one a line, and save.',
      who: 'Authentication Policy Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Authentication methods > Password protection',
      link: 'entra.authentication-methods.password-protection',
      minutes: 5,
    },
  ],
  verify:
    'The page shows Yes, and a test password with a company name is refused. The next run of the product resolves the finding.',
  escalate:
    'Call the senior engineer if passwords are set on-premises: that needs the agent on the domain controllers.',
  notes: [
    'One page of Microsoft names Authentication Policy Administrator as the least role, another Security Administrator.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/authentication/tutorial-configure-custom-password-protection',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
