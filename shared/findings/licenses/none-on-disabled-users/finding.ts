import { defineFinding } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';

export const noneOnDisabledUsers = defineFinding({
  id: 'licenses.none-on-disabled-users',
  version: 1,
  title: 'No disabled account holds a seat that is paid for',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'Whoever leaves is blocked on the day, and the seat stays. Nobody can sign in to it, and it is paid for until somebody looks.',
  action: {
    text: 'In the Microsoft 365 admin center, Users, Active users: convert the mailbox to a shared one if it is still read, then take the license away, and lower the number of seats at the next renewal.',
    url: 'https://admin.microsoft.com/#/users',
  },
  impact:
    'Without a seat a mailbox that was not converted is deleted after 30 days, and OneDrive follows. Move what is needed first; Microsoft Graph does not tell of every hold.',
  references: [],
  requires: ['users', 'licenses'],
  consults: ['mailbox-settings', 'usage', 'directory-roles'],
  judge: (posture) =>
    judgeSeats(posture, 'disabled', {
      warnReason: ({ seat }) => `is disabled and holds ${seat.sku.name}`,
      passReason: ({ seat }) =>
        seat.user.accountEnabled ? 'is not disabled' : `may hold ${seat.sku.name} while disabled`,
    }),
});
