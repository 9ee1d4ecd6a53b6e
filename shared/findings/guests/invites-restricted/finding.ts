import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ invitesFrom }: Policy): SettingVerdict => {
  const evidence = { invitesFrom };
  switch (invitesFrom) {
    case 'none':
    case 'adminsAndGuestInviters':
      return { verdict: 'pass', ...sentence(invitesFrom === 'none' ? 'nobody' : 'few'), evidence };
    case 'adminsGuestInvitersAndAllMembers':
      return { verdict: 'warn', ...sentence('members'), evidence };
    case 'everyone':
      return { verdict: 'fail', ...sentence('everyone'), evidence };
    case 'unknown':
      return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const invitesRestricted = defineFinding({
  id: 'guests.invites-restricted',
  version: 1,
  title: 'Guests are invited by those whose work it is',
  problem: 'Guest invitations are not limited to specific roles',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'Each guest is somebody in your directory whose password another company looks after, or nobody does. Where guests invite guests, no one knows any more who is inside.',
  action:
    'In the Entra admin center, Entra ID, External Identities, External collaboration settings: let only users with specific admin roles invite guest users.',
  impact:
    'Sharing a file with somebody new fails until an inviter has invited them. Give the role Guest Inviter to those who need it.',
  criteria: {
    verdicts: {
      pass: 'nobody, or administrators and guest inviters',
      warn: 'every member',
      fail: 'anyone, including guests',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.1.6.3'],
  sources: ['https://learn.microsoft.com/entra/external-id/external-collaboration-settings-configure'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
