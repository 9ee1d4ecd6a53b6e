import { enforcementTally, enforcementTallyOf } from '#shared/posture/enforcement.ts';
import { highlyPrivilegedDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaEnforcement } from '../enforcement-judgment.ts';
import { enforcementSentence } from '../enforcement-sentences.ts';
import { remediation } from './remediation.ts';

/** Where MFA is enforced for everybody, it does not matter who may become an administrator. */
const isEnforcedForAll = (posture: Posture): boolean => {
  const { of, enforced } = enforcementTally(posture);
  return enforced.length === of;
};

export const enforcedForAdmins = defineFinding({
  id: 'mfa.enforced-for-admins',
  version: 2,
  title: 'Every administrator must use multi-factor authentication',
  problem: 'Multifactor authentication is not enforced for every administrator',
  subject: 'tenant',
  severity: { fail: 'critical', warn: 'high' },
  why: 'An administrator who signs in with a password alone hands over the tenant with it: whoever learns the password can make new administrators, read every mailbox and switch off what would have noticed.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable a policy for all directory roles of administrators and all resources that grants access only with multi-factor authentication. Without Entra ID P1, turn on Security Defaults under Entra ID, Overview, Properties.',
  impact:
    'Administrators without a registered method are asked for one at their next sign-in. Scripts that run under an administrator with a password alone stop working.',
  criteria: {
    intro: [
      'Judges members who hold or are eligible for a tier-0 or tier-1 role (Global, Privileged Role and Privileged Authentication Administrator, and the other administrators that CISA and CIS name), directly or through a group. Roles are matched by template id, never by name. Break-glass accounts are excluded.',
      'Enforcement is judged as for all users: by Security Defaults, the per-user state, or a proof from the Conditional Access policies. A policy for roles covers users with an active assignment, and eligible ones only after activation.',
    ],
    verdicts: {
      pass: 'enforced for each of them',
      warn: 'enforced for some, or for none while a policy is report-only or can be avoided',
      fail: 'enforced for none',
      'not-applicable': 'only break-glass accounts hold such a role',
      unknown:
        'users, roles or a source of enforcement could not be read; or it would pass, but who may activate a role could not be read, and not everybody must use MFA',
    },
  },
  remediation,
  references: ['CIS 5.2.2.1'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-old-require-mfa-admin'],
  requires: [],
  consults: ['users', 'directory-roles', 'role-schedules', 'security-defaults', 'conditional-access', 'per-user-mfa'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [enforcementSentence],
  judge: (posture) =>
    judgeMfaEnforcement(posture, {
      group: 'administrators',
      tally: () => enforcementTallyOf(posture, highlyPrivilegedDenominator(posture)),
      needs: ['users', 'directory-roles'],
      completedBy: isEnforcedForAll(posture) ? [] : ['role-schedules'],
    }),
});
