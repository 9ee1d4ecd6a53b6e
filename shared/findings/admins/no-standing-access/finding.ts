import { breakGlassAccounts } from '#shared/posture/break-glass.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { rolesByUser } from '#shared/posture/privileged.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const breakGlassIds = new Set(breakGlassAccounts(posture).map(({ userId }) => userId));
  return posture
    .facts('users')
    .filter(({ accountEnabled, userId }) => accountEnabled && !breakGlassIds.has(userId))
    .flatMap((user): Judgment[] => {
      const held = (rolesByUser(posture).get(user.userId) ?? []).filter(({ tier }) => tier === 0);
      if (held.length === 0) return [];
      const permanent = held.filter((role) => role.isPermanent);
      const roles = [...new Set(permanent.map(({ name }) => name))];
      const isGlobal = permanent.some(({ templateId }) => templateId === globalAdministrator);
      const subject = { kind: 'user', id: user.userId, name: displayNameOf(user) } as const;
      return [
        {
          subject,
          verdict: permanent.length === 0 ? 'pass' : isGlobal ? 'fail' : 'warn',
          ...(permanent.length === 0
            ? sentence('temporary', { user: subject })
            : sentence('permanent', { user: subject, roles })),
          privileged: true,
          usersAffected: 1,
          evidence: { upn: user.upn, roles, userType: user.userType },
        },
      ];
    });
};

export const noStandingAccess = defineFinding({
  id: 'admins.no-standing-access',
  version: 1,
  title: 'Nobody holds the most powerful roles for good',
  problem: 'Highly privileged role is assigned permanently',
  subject: 'user',
  severity: { fail: 'high', warn: 'medium' },
  why: 'Who holds Global Administrator day and night can lose it day and night. A role that is activated for an hour, with a reason, is worth little to whoever steals the account.',
  action:
    'In the Entra admin center, ID Governance, Privileged Identity Management, Microsoft Entra roles, Assignments: change the active assignment to eligible.',
  impact:
    'The person activates the role before using it. Scripts that run under the account lose it: give them an application of their own.',
  criteria: {
    intro: [
      'One verdict for each enabled user, including guests, who holds or is eligible for a tier-0 role (Global, Privileged Role, Privileged Authentication Administrator), directly or through a group. Break-glass accounts are excluded: the marked ones, otherwise at most two that every policy for all users excludes.',
    ],
    verdicts: {
      pass: 'eligible, activated, or assigned with an end date',
      warn: 'a permanent Privileged Role or Privileged Authentication Administrator',
      fail: 'a permanent Global Administrator',
      'not-applicable': 'no Entra ID P2, which eligible assignments need',
      unknown: 'users, roles or their schedules could not be read',
    },
  },
  remediation,
  references: ['CIS 5.3.1', 'MS.AAD.7.4v1'],
  sources: [
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-add-role-to-user',
  ],
  plans: ['AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'role-schedules'],
  consults: ['conditional-access'],
  sentences: [sentence],
  judge,
});
