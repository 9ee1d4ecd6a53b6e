import { mfaDenominator } from '#shared/posture/people.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaCapability } from '../capability-judgment.ts';

export const everyUserCapable = defineFinding({
  id: 'mfa.every-user-capable',
  version: 1,
  title: 'Every licensed user has registered a method of multi-factor authentication',
  subject: 'user',
  severity: { fail: 'medium' },
  why: 'Who has registered no method cannot be asked for one. Either the account is let in with a password alone, or whoever has the password first registers a method of their own and keeps the owner out.',
  action: {
    text: 'In the Entra admin center, Protection, Authentication methods, User registration details: have the person register at aka.ms/mfasetup, or give them a Temporary Access Pass to begin with.',
    url: 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/AuthenticationMethodsMenuBlade/~/UserRegistrationDetails',
  },
  impact: 'The person needs a phone, a security key or a computer with Windows Hello at hand when registering.',
  references: ['CIS 5.2.3.4'],
  requires: ['users'],
  consults: ['mfa-registrations', 'mailbox-settings', 'directory-roles'],
  judge: (posture) =>
    judgeMfaCapability(
      posture,
      mfaDenominator(posture).filter(({ licenses }) => licenses.length > 0),
    ),
});
