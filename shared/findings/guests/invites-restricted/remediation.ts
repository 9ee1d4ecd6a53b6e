import type { Remediation } from '#shared/remediation/remediation.ts';

export const remediation: Remediation = {
  steps: [
    {
      text: "Ask the customer's contact who invites guests for work.",
      who: 'No role needed',
      where: 'By phone or email',
      minutes: 5,
    },
    {
      text: 'Give those people the Guest Inviter role.',
      who: 'Privileged Role Administrator',
      where: 'Microsoft Entra admin center > Entra ID > Roles & admins > Guest Inviter > Add assignments',
      link: 'entra.roles.all',
      minutes: 5,
    },
    {
      text: 'Select "Only users assigned to specific admin roles can invite guest users".',
      who: 'External Identity Provider Administrator',
      where: 'Microsoft Entra admin center > Entra ID > External Identities > External collaboration settings',
      link: 'entra.external-identities.collaboration-settings',
      minutes: 3,
      powershell: {
        module: 'graph',
        commands: ['Update-MgPolicyAuthorizationPolicy -AllowInvitesFrom adminsAndGuestInviters'],
      },
    },
  ],
  verify: 'Guest invite settings show the choice. The next run of the product resolves the finding.',
  escalate: "Call the customer's contact if sharing with new partners stops.",
  notes: [
    'The portal asks for External Identity Provider Administrator; the Graph command needs Privileged Role Administrator.',
  ],
  verifiedOn: '2026-11-30',
  sources: [
    'https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure',
    'https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-by-task',
    'https://learn.microsoft.com/graph/api/resources/authorizationpolicy',
  ],
};
