import { enforcementTally } from '#shared/posture/enforcement.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaEnforcement } from '../enforcement-judgment.ts';
import { enforcementSentence } from '../enforcement-sentences.ts';
import { remediation } from './remediation.ts';

export const enforcedForAllUsers = defineFinding({
  id: 'mfa.enforced-for-all-users',
  version: 2,
  title: 'Every user must use multi-factor authentication at every sign-in',
  problem: 'Multifactor authentication is not enforced for every user',
  subject: 'tenant',
  severity: { fail: 'critical', warn: 'high' },
  why: 'A password alone is guessed, phished or bought. Whoever has it reads the mailbox, writes to customers in the name of its owner and pays invoices elsewhere. A second factor stops nearly all of these sign-ins, and one account without it is enough to let somebody in.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable a policy for all users and all resources that grants access only with multi-factor authentication, leaving out the two emergency accounts alone. Without Entra ID P1, turn on Security Defaults under Entra ID, Overview, Properties.',
  impact:
    'People who have not registered a method are asked to at their next sign-in. Scripts, scanners and old mail programs that sign in with a password alone stop working.',
  criteria: {
    intro: [
      'Judges enabled members without shared, room and equipment mailboxes, Teams resource accounts, directory synchronization accounts, `package_…` accounts and future hires. Break-glass accounts are shown separately.',
      'MFA is enforced for a user by Security Defaults; by the per-user state `enabled` or `enforced`; or by Conditional Access, where it is proved that no possible sign-in of the user to any application, from a browser or from a mobile or desktop client, gets in without MFA (claim `mfa-everywhere`, see docs/coverage.md). Enabled policies add up, over users, applications, places, platforms, risks and devices. What the user may do with a role that can be activated counts, too.',
    ],
    verdicts: {
      pass: 'enforced for all. With Security Defaults on this is known without a list of users',
      warn: 'enforced for some, or for none while a policy that reaches one of them is report-only, excludes applications, can be avoided, has conditions, or relies on third-party MFA',
      fail: 'enforced for none, and no such policy. A policy for no application is none',
      unknown:
        'a source of enforcement that decides could not be read. A tenant without Entra ID P1 has no policies, which is known',
    },
  },
  remediation,
  references: ['CIS 5.2.2.2', 'MS.AAD.3.2v2'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-all-users-mfa-strength'],
  requires: [],
  consults: [
    'users',
    'security-defaults',
    'conditional-access',
    'per-user-mfa',
    'directory-roles',
    'role-schedules',
    'mailbox-settings',
  ],
  provesAbsenceIn: ['conditional-access'],
  sentences: [enforcementSentence],
  judge: (posture) => judgeMfaEnforcement(posture, { group: 'users', tally: () => enforcementTally(posture) }),
});
