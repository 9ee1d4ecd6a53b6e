import { privilegedDenominator } from '#shared/posture/people.ts';
import { privilegedRolesOf } from '#shared/posture/privileged.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaCapability } from '../capability-judgment.ts';

export const everyAdminCapable = defineFinding({
  id: 'mfa.every-admin-capable',
  version: 1,
  title: 'Every holder of a privileged role has registered a method of multi-factor authentication',
  subject: 'user',
  severity: { fail: 'critical' },
  why: 'An administrator without a registered method protects the tenant with a password. Whoever learns it can register a method of their own, and is then the administrator whom every policy lets in.',
  action: {
    text: 'In the Entra admin center, Protection, Authentication methods, User registration details: have the administrator register a phishing-resistant method today, or take the role away until they have.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/UserRegistrationDetails',
  },
  impact: 'Taking a role away stops the work that is done with it. Registering breaks nothing.',
  references: ['MS.AAD.3.6v1'],
  requires: ['users', 'directory-roles'],
  consults: ['mfa-registrations', 'role-schedules', 'mailbox-settings'],
  judge: (posture) =>
    judgeMfaCapability(posture, privilegedDenominator(posture), ({ userId }) => [
      ...new Set(privilegedRolesOf(posture, userId).map(({ name }) => name)),
    ]),
});
