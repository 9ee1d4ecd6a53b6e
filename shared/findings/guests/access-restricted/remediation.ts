import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Tell the customer's contact that guests will no longer see who else is in a group or team.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Select "Guest user access is restricted to properties and memberships of their own directory objects".',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > External Identities > External collaboration settings',
      link: 'entra.external-identities.collaboration-settings',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ["Update-MgPolicyAuthorizationPolicy -GuestUserRoleId '2af84b1e-32c8-42b7-82bc-daa82404023b'"],
      },
    },
  ],
  verify:
    'Guest user access shows the most restrictive choice; it can take a few minutes. The next run of the product resolves the finding.',
  escalate: 'Call the senior engineer if guests lose something they need, such as a planner or a community.',
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
    'https://learn.microsoft.com/graph/api/resources/authorizationpolicy',
  ],
};
