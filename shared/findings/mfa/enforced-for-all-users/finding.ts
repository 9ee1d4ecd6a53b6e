import { enforcementTally } from '#shared/posture/enforcement.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaEnforcement } from '../enforcement-judgment.ts';

export const enforcedForAllUsers = defineFinding({
  id: 'mfa.enforced-for-all-users',
  version: 1,
  title: 'Every user must use multi-factor authentication at every sign-in',
  subject: 'tenant',
  severity: { fail: 'critical', warn: 'high' },
  why: 'A password alone is guessed, phished or bought. Whoever has it reads the mailbox, writes to customers in the name of its owner and pays invoices elsewhere. A second factor stops nearly all of these sign-ins, and one account without it is enough to let somebody in.',
  action: {
    text: 'In the Entra admin center, Protection, Conditional Access: enable a policy for all users and all resources that grants access only with multi-factor authentication, leaving out the two emergency accounts alone. Without Entra ID P1, turn on Security Defaults under Overview, Properties.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  },
  impact:
    'People who have not registered a method are asked to at their next sign-in. Scripts, scanners and old mail programs that sign in with a password alone stop working.',
  references: ['CIS 5.2.2.2', 'MS.AAD.3.2v2'],
  requires: [],
  consults: ['users', 'security-defaults', 'conditional-access', 'per-user-mfa', 'directory-roles', 'mailbox-settings'],
  judge: (posture) => judgeMfaEnforcement(posture, 'users', [], () => enforcementTally(posture)),
});
