import { enforcementTallyOf } from '#shared/posture/enforcement.ts';
import { highlyPrivilegedDenominator } from '#shared/posture/people.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaEnforcement } from '../enforcement-judgment.ts';

export const enforcedForAdmins = defineFinding({
  id: 'mfa.enforced-for-admins',
  version: 1,
  title: 'Every administrator must use multi-factor authentication',
  subject: 'tenant',
  severity: { fail: 'critical', warn: 'high' },
  why: 'An administrator who signs in with a password alone hands over the tenant with it: whoever learns the password can make new administrators, read every mailbox and switch off what would have noticed.',
  action: {
    text: 'In the Entra admin center, Protection, Conditional Access: enable a policy for all directory roles of administrators and all resources that grants access only with multi-factor authentication. Without Entra ID P1, turn on Security Defaults under Overview, Properties.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  },
  impact:
    'Administrators without a registered method are asked for one at their next sign-in. Scripts that run under an administrator with a password alone stop working.',
  references: ['CIS 5.2.2.1'],
  requires: [],
  consults: ['users', 'directory-roles', 'role-schedules', 'security-defaults', 'conditional-access', 'per-user-mfa'],
  judge: (posture) =>
    judgeMfaEnforcement(posture, 'administrators', ['users', 'directory-roles'], () =>
      enforcementTallyOf(posture, highlyPrivilegedDenominator(posture)),
    ),
});
