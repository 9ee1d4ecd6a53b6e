import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'List who holds Global Administrator, directly and through groups.',
      who: 'Global Reader',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > Global Administrator > Assignments',
      link: 'entra.roles.role',
      object: { roleTemplateId: '62e90394-69f5-4237-9190-012177145e10', roleName: 'Global Administrator' },
      minutes: 10,
    },
    {
      text: "Agree with the customer's contact who keeps the role and what the others need.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 20,
    },
    {
      text: 'Assign the narrower role to each of the others first.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > the narrower role > Add assignments',
      link: 'entra.roles.all',
      minutes: 10,
    },
    {
      text: 'Remove Global Administrator from them a day later.',
      who: 'Privileged Role Administrator',
      where:
        'Microsoft Entra admin center > Entra ID > Roles & admins > Global Administrator > Assignments > Remove assignment',
      link: 'entra.roles.role',
      object: { roleTemplateId: '62e90394-69f5-4237-9190-012177145e10', roleName: 'Global Administrator' },
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: ['Remove-MgRoleManagementDirectoryRoleAssignment -UnifiedRoleAssignmentId <assignmentId>'],
      },
    },
    {
      text: 'If only one person holds the role, create a second, cloud-only emergency access account and give it the role.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > New user',
      link: 'entra.users.all',
      minutes: 20,
    },
  ],
  verify: 'The role lists two to four people. The next run of the product resolves the finding.',
  escalate: 'Stop and call the senior engineer before you remove the last or an unknown holder.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
