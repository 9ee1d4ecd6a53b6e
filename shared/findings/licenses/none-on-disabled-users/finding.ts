import { defineFinding } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';
import { seatSentence } from '../seat-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

export const noneOnDisabledUsers = defineFinding({
  id: 'licenses.none-on-disabled-users',
  version: 1,
  title: 'No disabled account holds a seat that is paid for',
  problem: 'Disabled account still has a paid license',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'Whoever leaves is blocked on the day, and the seat stays. Nobody can sign in to it, and it is paid for until somebody looks.',
  action:
    'In the Microsoft 365 admin center, Users, Active users: convert the mailbox to a shared one if it is still read, then take the license away, and lower the number of seats at the next renewal.',
  impact:
    'Without a seat a mailbox that was not converted is deleted after 30 days, and OneDrive follows. Move what is needed first; Microsoft Graph does not tell of every hold.',
  criteria: {
    intro: ['One verdict for each paid seat.'],
    verdicts: {
      pass: 'the account is enabled; or it may keep the seat while disabled: a shared mailbox over 50 GB or with an archive, a mailbox on hold, a room or equipment, a Teams resource account, a future hire',
      warn: 'any other disabled account; with low confidence when it is not known whether it is a shared mailbox that needs the seat',
      unknown: 'users or licenses could not be read',
    },
    notes: [
      'Graph does not return holds. They are inferred from the quota of recoverable items, which Exchange raises from 30 GB to 100 GB when a mailbox is put on hold.',
    ],
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/add-users/remove-former-employee',
    'https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits',
  ],
  requires: ['users', 'licenses'],
  consults: ['mailbox-settings', 'usage', 'directory-roles'],
  sentences: [sentence, seatSentence],
  judge: (posture) =>
    judgeSeats(posture, 'disabled', {
      wasted: (_judged, values) => sentence('disabled', values),
      inOrder: ({ seat }, { user, product }) =>
        seat.user.accountEnabled ? sentence('enabled', { user }) : sentence('excepted', { user, product }),
    }),
});
