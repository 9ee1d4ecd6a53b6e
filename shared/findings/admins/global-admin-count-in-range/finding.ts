import { knowsActivations, standingGlobalAdmins } from '#shared/posture/global-admins.ts';
import { sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** Two, so that one is left when the other is locked out. With more than four, nobody keeps track of them. */
const [fewest, most, tooMany] = [2, 4, 8];

const verdictOf = (count: number): 'pass' | 'warn' | 'fail' => {
  if (count === 0 || count > tooMany) return 'fail';
  return count < fewest || count > most ? 'warn' : 'pass';
};

const judge = (posture: Posture): readonly Judgment[] => {
  const admins = standingGlobalAdmins(posture);
  const guests = admins.filter(({ userType }) => userType === 'guest').length;
  const activationsKnown = knowsActivations(posture);
  const holders = sentence('holders', {
    admins: admins.length,
    names: sampleOfUsers(admins),
    guests,
    activationsKnown,
  });
  return tenantVerdict(posture, verdictOf(admins.length), holders, {
    evidence: { admins: sampleOf(admins.map(({ upn }) => upn)), guests, activationsKnown },
    // One more does not mend too many.
    isConclusive: admins.length > most,
  });
};

export const globalAdminCountInRange = defineFinding({
  id: 'admins.global-admin-count-in-range',
  version: 1,
  title: 'Two to four people are Global Administrator all the time',
  problem: 'Too many or too few Global Administrators',
  subject: 'tenant',
  severity: { fail: 'high', warn: 'medium' },
  why: 'Each Global Administrator is a way to lose the whole tenant, so every one beyond the few who need it raises the risk. With one alone, a lost phone locks everybody out.',
  action:
    'In the Entra admin center, Entra ID, Roles & admins, Global Administrator: give people the role that their work needs instead, and keep two to four, two of them emergency accounts.',
  impact:
    'Who loses the role can no longer change everything. Give the narrower role first, and take the wide one away a day later.',
  criteria: {
    intro: [
      'Counts distinct enabled users, including guests and break-glass accounts, with a permanent or time-bound assignment of the role (by its template id), directly or through a group. An activation does not count. When the tenant has no role schedules to read, every assignment counts, and the finding says so. Service principals do not count.',
    ],
    verdicts: {
      pass: '2 to 4',
      warn: '1, or 5 to 8',
      fail: '0, or more than 8',
      unknown: 'users or roles could not be read',
    },
  },
  remediation,
  references: ['CIS 1.1.3', 'MS.AAD.7.1v1'],
  sources: ['https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices'],
  requires: ['users', 'directory-roles'],
  consults: ['role-schedules'],
  provesAbsenceIn: ['users', 'directory-roles', 'role-schedules'],
  sentences: [sentence],
  judge,
});
