import { accountsWithoutPurpose } from '#shared/posture/mailboxes.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  const withoutPurpose = accountsWithoutPurpose(posture).length;
  const unknown =
    withoutPurpose === 0
      ? []
      : tenantVerdict(posture, 'unknown', sentence('purpose-unread', { mailboxes: withoutPurpose }));
  const judged = posture
    .facts('mailbox-settings')
    .filter(({ purpose }) => purpose === 'shared')
    .flatMap(({ userId }): Judgment[] => {
      const user = users.get(userId);
      if (user === undefined) return []; // the user was deleted after the mailbox was read
      const subject = { kind: 'user', id: userId, name: displayNameOf(user) } as const;
      return [
        {
          subject,
          verdict: user.accountEnabled ? 'fail' : 'pass',
          ...sentence(user.accountEnabled ? 'enabled' : 'blocked', { mailbox: subject }),
          usersAffected: 1,
          evidence: { upn: user.upn, accountEnabled: user.accountEnabled },
        },
      ];
    });
  return [...judged, ...unknown];
};

export const sharedSignInBlocked = defineFinding({
  id: 'mailboxes.shared-sign-in-blocked',
  version: 1,
  title: 'Nobody can sign in to a shared mailbox',
  problem: 'Shared mailbox account can sign in',
  subject: 'user',
  severity: { fail: 'high' },
  why: 'A shared mailbox has an account with a password that nobody watches and a second factor that nobody registered. Left enabled, it is a way in that belongs to no one.',
  action:
    'In the Microsoft 365 admin center, Users, Active users: open the account of the shared mailbox, and choose Block sign-in.',
  impact:
    'Whoever signs in to the mailbox with its own password loses it: give these people access to the mailbox with their own accounts first.',
  criteria: {
    intro: ['One verdict for each mailbox with the purpose _shared_. Rooms and equipment are not judged.'],
    verdicts: {
      pass: 'its account is disabled',
      fail: 'its account is enabled',
      'not-applicable': 'no plan with Exchange',
      unknown: 'users or mailbox purposes could not be read',
    },
  },
  remediation,
  references: ['CIS 1.2.2'],
  sources: ['https://learn.microsoft.com/microsoft-365/admin/email/create-a-shared-mailbox'],
  requires: ['users', 'mailbox-settings'],
  sentences: [sentence],
  judge,
});
