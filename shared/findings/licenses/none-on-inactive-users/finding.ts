import { knowsActivity } from '#shared/posture/licenses/activity.ts';
import { usageState } from '#shared/posture/licenses/usage.ts';
import type { JudgedSeat } from '#shared/posture/licenses/waste.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';
import { seatSentence } from '../seat-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const evidence = ({ activity, seat }: JudgedSeat) => ({
  lastActiveOn: activity.known ? activity.lastOn : null,
  basis: activity.known ? activity.basis : null,
  assignedAt: seat.assignedAt,
});

const judge = (posture: Posture): readonly Judgment[] =>
  knowsActivity(posture)
    ? judgeSeats(posture, 'inactive', {
        wasted: ({ activity }, values) =>
          activity.known && activity.lastOn !== null
            ? sentence('inactive', { ...values, lastOn: activity.lastOn })
            : sentence('never-active', values),
        inOrder: (_judged, { user }) => sentence('active', { user, days: posture.inactiveDays }),
        evidence,
      })
    : tenantVerdict(
        posture,
        'unknown',
        sentence('unread', { usage: usageState(posture) === 'concealed' ? 'concealed' : 'unread' }),
      );

export const noneOnInactiveUsers = defineFinding({
  id: 'licenses.none-on-inactive-users',
  version: 2,
  title: 'Whoever holds a seat that is paid for uses it',
  problem: 'Inactive user still has a paid license',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'An account that nobody has used for three months is paid for all the same, and is a way in that nobody watches.',
  action:
    'Ask who answers for the account. Then, in the Microsoft 365 admin center, Users, Active users: block the sign-in, convert the mailbox if it is still read, and take the license away.',
  impact:
    'Somebody on long leave finds mail and files gone 30 days after the seat went. Ask first, and convert or export what is needed.',
  criteria: {
    intro: [
      'One verdict for each paid seat. Activity is the latest of successful sign-in, non-interactive sign-in, and work in Exchange, OneDrive, SharePoint, Teams or Viva Engage. Failed sign-ins do not count.',
    ],
    verdicts: {
      pass: 'active within 90 days (a setting of the stage); or the account or seat is younger; or no activity is expected: shared mailboxes, rooms, equipment, Teams resource accounts, mailboxes on hold, break-glass and service accounts',
      warn: 'inactive for longer. The confidence is high when sign-ins and work are both known; lower when one is missing or the assignment date is not known; low when mailbox purposes cannot be read',
      'not-applicable': 'the seat is counted with the disabled accounts',
      unknown:
        'neither sign-ins nor work can be read, as with concealed usage names and no Entra ID P1; or sign-ins cannot be read and the reports do not name the user, while they have rows without a name or are older than the account; or there is an attempt and no successful sign-in on record, which Microsoft keeps since December 2023; or the age of the account is not known',
    },
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/graph/api/resources/signinactivity',
    'https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts',
  ],
  requires: ['users', 'licenses'],
  consults: ['usage', 'mailbox-settings', 'directory-roles', 'conditional-access'],
  sentences: [sentence, seatSentence],
  judge,
});
