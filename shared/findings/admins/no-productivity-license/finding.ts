import { highlyPrivilegedAdmins, productivitySeats } from '#shared/posture/admins.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  highlyPrivilegedAdmins(posture).map(({ user, tier, roles }) => {
    const seats = productivitySeats(posture, user);
    const subject = { kind: 'user', id: user.userId, name: displayNameOf(user) } as const;
    return {
      subject,
      verdict: seats.length === 0 ? 'pass' : tier === 0 ? 'fail' : 'warn',
      ...(seats.length === 0
        ? sentence('unlicensed', { user: subject })
        : sentence('licensed', { user: subject, roles, products: seats.map(({ name }) => name) })),
      privileged: true,
      usersAffected: 1,
      evidence: { upn: user.upn, roles, seats: seats.map(({ partNumber }) => partNumber) },
    };
  });

export const noProductivityLicense = defineFinding({
  id: 'admins.no-productivity-license',
  version: 1,
  title: 'No administrator reads mail with the account that administers',
  problem: 'Admin account has a license with a mailbox or Office apps',
  subject: 'user',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Mail and documents are how attackers come in. An administrator who opens them with the account that administers lets one bad attachment act with all its rights.',
  action:
    'In the Microsoft 365 admin center, Users, Active users: give the person a separate account for administration without a mailbox, move the roles there, or take the license from this one.',
  impact:
    'The person works with two accounts. Mail that went to the administering account has to go to the other one: move or share the mailbox before the license goes.',
  criteria: {
    intro: [
      'One verdict for each enabled member who holds or is eligible for a tier-0 or tier-1 role, directly or through a group. A seat counts when its service plans include a mailbox (Exchange, without the plan that every tenant has and without archives) or the Office apps. Plans that are disabled for the user do not count.',
    ],
    verdicts: {
      pass: 'no such seat',
      warn: 'a tier-1 administrator has one',
      fail: 'a tier-0 administrator (Global, Privileged Role, Privileged Authentication Administrator) has one',
      unknown: 'users, roles or licenses could not be read',
    },
  },
  remediation,
  references: ['CIS 1.1.4'],
  sources: ['https://learn.microsoft.com/microsoft-365/admin/add-users/about-admin-roles'],
  requires: ['users', 'directory-roles', 'licenses'],
  consults: ['role-schedules'],
  sentences: [sentence],
  judge,
});
