import { highlyPrivilegedAdmins } from '#shared/posture/admins.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
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
  problem: 'Administrator account is synced from on-premises Active Directory',
  subject: 'user',
  severity: { fail: 'high' },
  why: 'Whoever takes over the on-premises domain can set the password of every synchronized account. If one of those is an administrator, a burglary in the server room becomes a burglary in the cloud.',
  action:
    'In the Entra admin center, Entra ID, Users: create a cloud-only account for the administration, assign it the roles, and take them from the synchronized account.',
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
  remediation,
  references: ['CIS 1.1.1'],
  sources: ['https://learn.microsoft.com/entra/architecture/protect-m365-from-on-premises-attacks'],
  requires: ['users', 'directory-roles'],
  consults: ['role-schedules'],
  sentences: [sentence],
  judge,
});
