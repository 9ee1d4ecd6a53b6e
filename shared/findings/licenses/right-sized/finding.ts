import { isSuiteFamily } from '#shared/posture/licenses/cheaper-plan.ts';
import { usageState } from '#shared/posture/licenses/usage.ts';
import type { JudgedSeat } from '#shared/posture/licenses/waste.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';
import { seatSentence } from '../seat-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const evidence = ({ suggestion }: JudgedSeat) => ({
  plans: suggestion?.plans.map(({ partNumber }) => partNumber) ?? [],
  lost: suggestion?.lost ?? [],
  keeps: suggestion?.keeps ?? [],
});

const judge = (posture: Posture): readonly Judgment[] =>
  usageState(posture) === 'concealed'
    ? tenantVerdict(posture, 'unknown', sentence('unread', { usage: 'concealed' }))
    : judgeSeats(
        posture,
        'right-sizing',
        {
          wasted: ({ suggestion }, values) =>
            sentence('oversized', { ...values, plans: suggestion?.plans.map(({ name }) => name) ?? [] }),
          inOrder: (_judged, { user, product }) => sentence('fits', { user, product }),
          evidence,
        },
        ({ seat }) => isSuiteFamily(seat.sku.family),
      );

export const rightSized = defineFinding({
  id: 'licenses.right-sized',
  version: 2,
  title: 'Nobody holds a dearer plan than they need',
  problem: 'User has a more expensive license than needed',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'Everybody gets the same plan because that is simple. Who never opens Word on a PC, or reads mail on a phone alone, is paid for at the price of who does.',
  action:
    'Read what would be lost, and ask the user about what Graph cannot see. Then, in the Microsoft 365 admin center, Users, Active users, Licenses and Apps: exchange the license in one step.',
  impact:
    'What stands under lost is gone for the user. Exchange both licenses in one step, so that mailbox and files stay; on an annual term the dearer seat is paid for until its renewal.',
  criteria: {
    intro: [
      'One verdict for each seat of a business, enterprise or frontline plan. A cheaper plan is sufficient when it covers everything that the user worked with in the last half year and everything that the user must keep:',
      '- mailbox by its size, archive, hold\n- Office on a PC, on a phone, in the browser\n- Teams, SharePoint, Viva Engage\n- OneDrive by its size\n- Entra ID P1 because of a policy that applies or a seat through a group; P2 because of a risk policy or a role activated through PIM\n- Intune because of a managed device or a policy that requires one\n- Defender because of settings that count in Secure Score, or alerts\n- everything that could not be read',
      'The cheapest plan, or plan with one or two add-ons, of the same family is suggested, within the limit of 300 seats of a business plan. Rights differ between families: a plan of another family is listed as an alternative, without an amount.',
    ],
    verdicts: {
      pass: 'no cheaper plan with a price is sufficient; or missing activity proves nothing, as for an account or seat younger than the window and for all that are excepted from [inactivity](../none-on-inactive-users/README.md)',
      warn: 'a cheaper plan is sufficient. What would be lost is listed, with whether it was seen unused. The confidence is high when all of it was seen unused, and lower when Teams Phone, Power BI, Windows rights, compliance or similar are among it',
      'not-applicable': 'the seat is counted in another class',
      unknown:
        'usage names are concealed, a report has no row for the user, it is not known when the user was last active, or the plan has no price',
    },
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/office365/servicedescriptions/office-365-service-descriptions-technet-library',
    'https://learn.microsoft.com/graph/api/reportroot-getm365appuserdetail',
  ],
  requires: ['users', 'licenses', 'usage'],
  consults: [
    'conditional-access',
    'defender-alerts',
    'directory-roles',
    'mailbox-settings',
    'managed-devices',
    'role-schedules',
    'secure-score',
  ],
  sentences: [sentence, seatSentence],
  judge,
});
