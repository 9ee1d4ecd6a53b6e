import { highlyPrivilegedAdmins, productivitySeats } from '#shared/posture/admins.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  highlyPrivilegedAdmins(posture).map(({ user, tier, roles }) => {
    const seats = productivitySeats(posture, user);
    return {
      subject: { kind: 'user', id: user.userId, name: displayNameOf(user) },
      verdict: seats.length === 0 ? 'pass' : tier === 0 ? 'fail' : 'warn',
      reason:
        seats.length === 0
          ? `${displayNameOf(user)} administers without a mailbox and Office`
          : `${displayNameOf(user)} holds ${roles.join(', ')} and a seat of ${seats.join(', ')}`,
      privileged: true,
      usersAffected: 1,
      evidence: { upn: user.upn, roles, seats },
    };
  });

export const noProductivityLicense = defineFinding({
  id: 'admins.no-productivity-license',
  version: 1,
  title: 'No administrator reads mail with the account that administers',
  subject: 'user',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Mail and documents are how attackers come in. An administrator who opens them with the account that administers lets one bad attachment act with all its rights.',
  action: {
    text: 'In the Microsoft 365 admin center, Users, Active users: give the person a separate account for administration without a mailbox, move the roles there, or take the license from this one.',
    url: 'https://admin.microsoft.com/#/users',
  },
  impact:
    'The person works with two accounts. Mail that went to the administering account has to go to the other one: move or share the mailbox before the license goes.',
  references: ['CIS 1.1.4'],
  requires: ['users', 'directory-roles', 'licenses'],
  consults: ['role-schedules'],
  judge,
});
