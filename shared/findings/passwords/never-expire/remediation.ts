import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact whether a contract or insurer asks for regular changes.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Select "Set passwords to never expire (recommended)", and save.',
      who: 'User Administrator',
      where: 'Microsoft 365 admin center > Settings > Org settings > Security & privacy > Password expiration policy',
      link: 'm365.org-settings.password-expiration',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ['Update-MgDomain -DomainId <domain> -PasswordValidityPeriodInDays 2147483647'],
      },
    },
    {
      text: 'Check each managed domain; one that was added or converted later keeps its own value.',
      who: 'Domain Name Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Domain names',
      link: 'entra.domains',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: ['Get-MgDomain | Select-Object Id, AuthenticationType, PasswordValidityPeriodInDays'],
      },
    },
  ],
  verify: 'Get-MgDomain shows 2147483647 for each managed domain. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if a written policy asks for expiring passwords.",
  notes: ['Never expiring is the default of new tenants.'],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/set-password-expiration-policy',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
