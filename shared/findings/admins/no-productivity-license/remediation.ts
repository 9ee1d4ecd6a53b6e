import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: 'Agree with the person on a separate account for administration.',
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 10,
    },
    {
      text: 'Create the separate account, cloud-only and without a mailbox license.',
      who: 'User Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > New user',
      link: 'entra.users.all',
      minutes: 10,
    },
    {
      text: 'Assign the roles to the separate account.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > the role > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'Remove the roles from the daily account.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Users > All users > the person > Assigned roles',
      link: 'entra.users.user.assigned-roles',
      minutes: 5,
    },
    {
      text: 'If this account is for administration only, take its license away after its mail has moved.',
      who: 'License Administrator',
      where: 'Microsoft 365 admin center > Users > Active users > the person > Licenses and Apps',
      link: 'm365.users.user',
      minutes: 5,
      powershell: {
        module: 'graph',
        commands: ['Set-MgUserLicense -UserId <userId> -AddLicenses @() -RemoveLicenses @(<skuId>)'],
      },
    },
  ],
  verify:
    'No account holds both an admin role and a mailbox license. The next run of the product resolves the finding.',
  escalate: "Stop and call the customer's contact if the account owns shared calendars, flows, or subscriptions.",
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices',
    'https://learn.microsoft.com/microsoft-365/admin/manage/assign-licenses-to-users',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/manage-roles-portal',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
  ],
};
