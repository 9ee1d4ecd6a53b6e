import { defineFinding } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';
import { seatSentence } from '../seat-sentences.ts';
import { namedSku } from '../yearly-cost.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

export const noOverlap = defineFinding({
  id: 'licenses.no-overlap',
  version: 1,
  title: 'No seat does only what another seat of the same user does already',
  problem: 'User has two licenses that cover the same services',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'Suites grow and people are moved up, and the add-on that was once needed stays. It is paid for twice and works once.',
  action:
    'In the Microsoft 365 admin center, Users, Active users, Licenses and Apps: take the smaller license away from the user, and lower its number of seats at the next renewal.',
  impact:
    'Nothing, as long as the other seat stays and none of its apps is switched off for the user. Where both bring a mailbox, change them in one step.',
  criteria: {
    intro: [
      "One verdict for each paid seat. Seats are compared by their capabilities, not by the names of their service plans, which differ from suite to suite. Plans that are disabled for the user do not count. The plans of the tenant's subscription take precedence over those of the catalog.",
    ],
    verdicts: {
      pass: 'no other seat of the user covers all of it',
      warn: 'another seat does. Of two equal seats the more expensive one is redundant',
      'not-applicable': 'the seat is counted with the disabled or the inactive accounts',
      unknown: 'users or licenses could not be read',
    },
    notes: ['Trials and free seats are neither judged nor counted as coverage.'],
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference'],
  requires: ['users', 'licenses'],
  sentences: [sentence, seatSentence],
  judge: (posture) =>
    judgeSeats(posture, 'overlap', {
      wasted: ({ coveredBy }, values) => sentence('covered', { ...values, coveredBy: namedSku(coveredBy) }),
      inOrder: (_judged, { user, product }) => sentence('needed', { user, product }),
      evidence: ({ coveredBy }) => ({ coveredBy: coveredBy?.partNumber ?? null }),
    }),
});
