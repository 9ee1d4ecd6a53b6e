import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Set "Restrict non-admin users from creating tenants" to Yes.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > User settings',
      link: 'entra.users.settings',
      minutes: 2,
      powershell: {
        module: 'graph',
        commands: [
          'Update-MgPolicyAuthorizationPolicy -DefaultUserRolePermissions @{ AllowedToCreateTenants = $false }',
        ],
      },
    },
    {
      text: 'Give the Tenant Creator role to developers who need test tenants.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > Tenant Creator > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'Search the audit log for tenants created so far, by the activity Create Company.',
      who: 'Reports Reader',
      where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Audit logs',
      link: 'entra.audit-logs',
      minutes: 10,
    },
  ],
  verify: 'User settings show Yes. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if somebody has already created a tenant.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/fundamentals/users-default-permissions',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
