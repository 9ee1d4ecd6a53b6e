import { mfaDenominator } from '#shared/posture/people.ts';
import { defineFinding } from '../../define-finding.ts';
import { judgeMfaCapability } from '../capability-judgment.ts';
import { capabilitySentence } from '../capability-sentences.ts';
import { remediation } from './remediation.ts';

export const everyUserCapable = defineFinding({
  id: 'mfa.every-user-capable',
  version: 1,
  title: 'Every licensed user has registered a method of multi-factor authentication',
  problem: 'User has no multifactor authentication method registered',
  subject: 'user',
  severity: { fail: 'medium' },
  why: 'Who has registered no method cannot be asked for one. Either the account is let in with a password alone, or whoever has the password first registers a method of their own and keeps the owner out.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, User registration details: have the person register at aka.ms/mfasetup, or give them a Temporary Access Pass to begin with.',
  impact: 'The person needs a phone, a security key or a computer with Windows Hello at hand when registering.',
  criteria: {
    intro: [
      "One verdict for each enabled, licensed member whose MFA counts (no shared mailboxes, no machines, no break-glass accounts). Read from Microsoft's registration report, where _capable_ means registered and allowed by policy. Without the report, read from the methods of each user: any method but password and e-mail counts.",
    ],
    verdicts: {
      pass: 'capable',
      fail: 'not capable',
      unknown: 'registrations could not be read, for whatever reason; or the report does not contain the user yet',
    },
  },
  remediation,
  references: ['CIS 5.2.3.4'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity'],
  requires: ['users'],
  consults: ['mfa-registrations', 'mailbox-settings', 'directory-roles'],
  sentences: [capabilitySentence],
  judge: (posture) =>
    judgeMfaCapability(
      posture,
      mfaDenominator(posture).filter(({ licenses }) => licenses.length > 0),
    ),
});
