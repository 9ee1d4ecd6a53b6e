import { highlyPrivilegedAdmins } from '#shared/posture/admins.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  highlyPrivilegedAdmins(posture).map(({ user, roles }) => {
    const subject = { kind: 'user', id: user.userId, name: displayNameOf(user) } as const;
    return {
      subject,
      verdict: user.isSynced ? 'fail' : 'pass',
      ...(user.isSynced
        ? sentence('synchronized', { user: subject, roles })
        : sentence('cloud-only', { user: subject })),
      privileged: true,
      usersAffected: 1,
      evidence: { upn: user.upn, isSynced: user.isSynced, roles },
    };
  });

export const cloudOnly = defineFinding({
  id: 'admins.cloud-only',
  version: 1,
  title: 'No administrator comes from an on-premises directory',
  subject: 'user',
  severity: { fail: 'high' },
  why: 'Whoever takes over the on-premises domain can set the password of every synchronized account. If one of those is an administrator, a burglary in the server room becomes a burglary in the cloud.',
  action: {
    text: 'In the Entra admin center, Identity, Users: create a cloud-only account for the administration, assign it the roles, and take them from the synchronized account.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles',
  },
  impact:
    'The administrator signs in with another account for administration. Scripts and connectors that run under the old one lose their rights.',
  criteria: {
    intro: [
      'One verdict for each enabled member who holds or is eligible for a tier-0 or tier-1 role, directly or through a group. Break-glass accounts are included. Roles are matched by template id.',
    ],
    verdicts: {
      pass: 'the account is cloud-only',
      fail: 'the account is synchronized from an on-premises directory',
      unknown: 'users or roles could not be read',
    },
  },
  steps: [
    'Entra admin center → Identity → Users → New user: a cloud-only account for the administration, on the initial domain.',
    'Assign it the roles; register a hardware key.',
    'Take the roles from the synchronized account.',
  ],
  references: ['CIS 1.1.1'],
  sources: ['https://learn.microsoft.com/entra/architecture/protect-m365-from-on-premises-attacks'],
  requires: ['users', 'directory-roles'],
  consults: ['role-schedules'],
  sentences: [sentence],
  judge,
});
