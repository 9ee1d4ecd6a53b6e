import { describe, expect, it } from 'vitest';
import { noProductivityLicense } from '#shared/findings/admins/no-productivity-license/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { license, needsAccess, paidSku, posture, roleHolder, seat, user } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(noProductivityLicense, posture(...given));
const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const seatOf = (...plans: string[]) => ({
  licenses: [license({ servicePlans: plans.map((name) => ({ planId: name, name, provisioningStatus: 'Success' })) })],
});
const mailSeat = seatOf('AAD_PREMIUM', 'EXCHANGE_S_STANDARD');

describe('admins.no-productivity-license', () => {
  it('passes when the licenses of administrators include neither a mailbox nor Office', () => {
    expect(judge(seatOf('AAD_PREMIUM_P2', 'EXCHANGE_S_FOUNDATION'))).toMatchObject({ verdict: 'pass', assessed: 2 });
  });

  it.each(['EXCHANGE_S_STANDARD', 'EXCHANGE_S_DESKLESS', 'OFFICE_BUSINESS', 'OFFICESUBSCRIPTION'])(
    'fails for a Global Administrator with %s',
    (plan) => {
      const { verdict, judgments } = judge(seatOf(plan));
      expect(verdict).toBe('fail');
      expect(judgments[0]).toMatchObject({ privileged: true, evidence: { seats: ['SPB'] } });
    },
  );

  it('warns for a tier-1 administrator', () => {
    expect(
      judge({ ...mailSeat, 'directory-roles': [roleHolder(4, { roleTemplateId: exchange })], 'role-schedules': [] })
        .verdict,
    ).toBe('warn');
  });

  it('passes without a license, with an unknown license, and with the plans disabled', () => {
    const withSeats = (licenses: ReturnType<typeof user>['licenses']) => [
      user(1, { licenses }),
      user(2, { licenses: [] }),
    ];
    expect(judge({ ...mailSeat, users: withSeats([]) }).verdict).toBe('pass');
    expect(judge({ ...mailSeat, users: withSeats([seat('other')]) }).verdict).toBe('pass');
    const off = [seat(paidSku, { disabledPlanIds: ['EXCHANGE_S_STANDARD'] })];
    expect(judge({ ...mailSeat, users: withSeats(off) }).verdict).toBe('pass');
  });

  it('leaves out users without an administrator role', () => {
    expect(judge({ ...mailSeat, 'directory-roles': [], 'role-schedules': [] })).toMatchObject({
      verdict: 'pass',
      assessed: 0,
    });
  });

  it.each(['users', 'directory-roles', 'licenses'])('is unknown when %s cannot be read', (surface) => {
    expect(judge(mailSeat, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
