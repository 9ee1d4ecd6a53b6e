import { isSuiteFamily } from '#shared/posture/licenses/cheaper-plan.ts';
import { usageState, whyNoUsage } from '#shared/posture/licenses/usage.ts';
import type { JudgedSeat } from '#shared/posture/licenses/waste.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { judgeSeats } from '../seat-judgment.ts';

const planNames = ({ suggestion }: JudgedSeat): string =>
  suggestion?.plans.map(({ name }) => name).join(' with ') ?? 'a cheaper plan';

const evidence = ({ suggestion }: JudgedSeat) => ({
  plans: suggestion?.plans.map(({ partNumber }) => partNumber) ?? [],
  lost: suggestion?.lost ?? [],
  keeps: suggestion?.keeps ?? [],
});

const judge = (posture: Posture): readonly Judgment[] =>
  usageState(posture) === 'concealed'
    ? tenantVerdict(posture, 'unknown', whyNoUsage(posture))
    : judgeSeats(
        posture,
        'right-sizing',
        {
          warnReason: (judged) => `holds ${judged.seat.sku.name}, and ${planNames(judged)} would do`,
          passReason: ({ seat }) => `needs ${seat.sku.name}, as far as plans with a price go`,
          evidence,
        },
        ({ seat }) => isSuiteFamily(seat.sku.family),
      );

export const rightSized = defineFinding({
  id: 'licenses.right-sized',
  version: 1,
  title: 'Nobody holds a dearer plan than they need',
  subject: 'license',
  severity: { warn: 'info' },
  why: 'Everybody gets the same plan because that is simple. Who never opens Word on a PC, or reads mail on a phone alone, is paid for at the price of who does.',
  action: {
    text: 'Read what would be lost, and ask the user about what Graph cannot see. Then, in the Microsoft 365 admin center, Users, Active users, Licenses and apps: exchange the license in one step.',
    url: 'https://admin.microsoft.com/#/users',
  },
  impact:
    'What stands under lost is gone for the user. Exchange both licenses in one step, so that mailbox and files stay; on an annual term the dearer seat is paid for until its renewal.',
  references: [],
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
  judge,
});
