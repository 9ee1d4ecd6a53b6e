import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Find the change in the audit log by its time, and note who made it and from which address.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 10,
    },
    {
      text: 'Call the person who made it, and ask for the reason.',
      who: 'No role needed',
      where: 'By phone, on a number that is already on file',
      minutes: 10,
    },
    {
      text: 'If nobody answers for it, block sign-in for the account that made it.',
      who: 'Privileged Authentication Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Account status > Edit',
      link: 'entra.users.user',
      minutes: 3,
      powershell: { module: 'graph', commands: ['Update-MgUser -UserId <userId> -AccountEnabled:$false'] },
    },
    {
      text: "Revoke that account's sessions.",
      who: 'Privileged Authentication Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Overview > Revoke sessions',
      link: 'entra.users.user',
      minutes: 2,
      powershell: { module: 'graph', commands: ['Revoke-MgUserSignInSession -UserId <userId>'] },
    },
    {
      text: 'Download the audit log of that account for the last 30 days before any change.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 5,
    },
    {
      text: 'If a role was given, remove the assignment.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > the role > Assignments > Remove assignment',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'If an app received a permission, revoke it, and disable an unknown app.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Enterprise apps > All applications > the app > Permissions',
      link: 'entra.enterprise-apps.app.permissions',
      minutes: 10,
    },
    {
      text: 'If a credential was added to an app, delete it.',
      who: 'Cloud Application Administrator',
      where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > Certificates & secrets',
      link: 'entra.app-registrations.app.credentials',
      minutes: 3,
    },
    {
      text: 'If a Conditional Access policy was weakened, set it back to what it was.',
      who: 'Conditional Access Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies',
      link: 'entra.conditional-access.policies',
      minutes: 10,
    },
    {
      text: 'Look for other changes by the same account or address.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 15,
    },
  ],
  verify:
    'The audit log shows the change taken back, or the ticket names who answers for it. The finding ends seven days after the change.',
  escalate:
    'Call the senior engineer at once if nobody answers for the change, or if the sign-in method of a domain was changed.',
  notes: [
    'Audit logs reach back 7 days without Entra ID P1, and 30 days with it.',
    'Of the steps that take a change back, only the one that fits applies.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/monitoring-health/concept-audit-logs',
    'https://learn.microsoft.com/entra/identity/users/users-revoke-access',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
