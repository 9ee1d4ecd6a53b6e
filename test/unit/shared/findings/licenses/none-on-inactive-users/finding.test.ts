import { describe, expect, it } from 'vitest';
import { noneOnInactiveUsers } from '#shared/findings/licenses/none-on-inactive-users/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  activeUsage,
  concealedReport,
  licensedTenant,
  licensedUser,
  noActivity,
  signInsDaysAgo,
  skuIdOf,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import { mailbox, needsAccess, seat, user, userId } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof licensedTenant>) =>
  judgeFinding(noneOnInactiveUsers, licensedTenant(...given));
const quiet = [usageReport, activeUsage(1, noActivity)];
const away = licensedUser(1, ['SPB'], signInsDaysAgo(91));
const ofUser = (broken: Parameters<typeof user>[1]) => judge({ users: [{ ...away, ...broken }], usage: quiet });
/** Sign-ins could not be read. */
const withoutSignIns = user(1, { licenses: [seat(skuIdOf('SPB'))] });

describe('licenses.none-on-inactive-users', () => {
  it('passes where who holds a seat has used it', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('warns of a seat that nobody has used for more than 90 days', () => {
    expect(ofUser({}).judgments[0]).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      dollarsPerYear: 264,
      reason:
        'Person 1 was last active on 2026-08-23 and holds Microsoft 365 Business Premium: 264.00 USD a year at list price',
      evidence: { lastActiveOn: '2026-08-23', basis: 'sign-ins and workloads', confidence: 'high' },
    });
  });

  it('warns of who never was', () => {
    const never = { lastSuccessfulSignInAt: null, lastSignInAt: null, lastNonInteractiveSignInAt: null };
    expect(ofUser(never).judgments[0]).toMatchObject({ verdict: 'warn', evidence: { lastActiveOn: null } });
  });

  it.each([
    ['a successful sign-in', { lastSuccessfulSignInAt: '2026-08-24T12:00:00.000Z' }],
    ['a non-interactive one', { lastNonInteractiveSignInAt: '2026-11-01T00:00:00.000Z' }],
  ])('passes with %s within the window', (_what, broken) => {
    expect(ofUser(broken).verdict).toBe('pass');
  });

  it.each(['exchangeOn', 'oneDriveOn', 'sharePointOn', 'teamsOn', 'vivaEngageOn'])('passes with work: %s', (day) => {
    expect(
      judge({ users: [away], usage: [usageReport, activeUsage(1, { ...noActivity, [day]: '2026-10-01' })] }).verdict,
    ).toBe('pass');
  });

  it('takes an attempt for no activity', () => {
    const attempted = { ...signInsDaysAgo(91), lastSignInAt: '2026-11-20T00:00:00.000Z' };
    expect(ofUser(attempted).verdict).toBe('warn');
  });

  it('does not know where a recent attempt stands beside no success on record', () => {
    const attempted = {
      lastSuccessfulSignInAt: null,
      lastSignInAt: '2026-11-20T00:00:00.000Z',
      lastNonInteractiveSignInAt: null,
    };
    expect(ofUser(attempted).verdict).toBe('unknown');
    expect(judge({ users: [{ ...away, ...attempted }] }).verdict).toBe('pass'); // but for the work that is seen
  });

  it.each([
    ['the account is younger', { createdAt: '2026-09-01T00:00:00.000Z' }],
    ['the seat is younger', { licenses: [seat(skuIdOf('SPB'), { assignedAt: '2026-09-01T00:00:00.000Z' })] }],
    ['its name is a machine’s', { upn: 'svc-backup@acme.example' }],
    ['it synchronizes', { upn: 'Sync_server1@acme.example' }],
    ['it is yet to begin', { employeeHireAt: '2026-12-01T00:00:00.000Z' }],
  ])('excepts an account where %s', (_what, broken) => {
    expect(ofUser(broken).verdict).toBe('pass');
  });

  it.each(['shared', 'room', 'equipment'] as const)('excepts a mailbox that is %s', (purpose) => {
    expect(judge({ users: [away], usage: quiet, 'mailbox-settings': [mailbox(1, purpose)] }).verdict).toBe('pass');
  });

  it('excepts a mailbox on hold, a resource account of Teams and an emergency account', () => {
    const held = [usageReport, activeUsage(1, { ...noActivity, recoverableQuotaBytes: 107_374_182_400 })];
    expect(judge({ users: [away], usage: held }).verdict).toBe('pass');
    const phone = licensedUser(1, ['SPB', 'PHONESYSTEM_VIRTUALUSER'], signInsDaysAgo(91));
    const licenses = [subscribedSku('SPB', 1), subscribedSku('PHONESYSTEM_VIRTUALUSER', 1)];
    expect(judge({ users: [phone], usage: quiet, licenses }).verdict).toBe('pass');
    expect(judge({ users: [away], usage: quiet }, {}, [userId(1)]).verdict).toBe('pass');
  });

  it('does not know where nobody can tell how old the account is', () => {
    expect(ofUser({ createdAt: null }).verdict).toBe('unknown');
  });

  describe('with less to go by', () => {
    it('goes by the work alone where sign-ins cannot be read', () => {
      expect(judge({ users: [withoutSignIns] }).verdict).toBe('pass');
      expect(judge({ users: [withoutSignIns], usage: quiet }).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { basis: 'workloads', confidence: 'medium' },
      });
    });

    it.each([
      ['names are concealed', { usage: [concealedReport] }, {}],
      ['the reports cannot be read', {}, { usage: needsAccess }],
    ])('goes by sign-ins alone where %s', (_what, facts, states) => {
      expect(judge({ users: [away], ...facts }, states).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { basis: 'sign-ins', confidence: 'medium' },
      });
    });

    it('is unknown with neither, and says so instead of unused', () => {
      const outcome = judge({ users: [withoutSignIns], usage: [concealedReport] });
      expect(outcome).toMatchObject({ verdict: 'unknown', judgments: [] });
      expect(outcome.reason).toContain('usage names are hidden in this tenant');
    });

    it('has little confidence where a shared mailbox might be behind it', () => {
      const { judgments } = judge(
        { users: [away], usage: quiet, 'mailbox-settings': [] },
        { 'mailbox-settings': needsAccess },
      );
      expect(judgments[0]).toMatchObject({ verdict: 'warn', evidence: { confidence: 'low' } });
    });

    it('is less sure where Graph does not say since when the seat is held', () => {
      const licenses = [seat(skuIdOf('SPB'), { assignedAt: null })];
      expect(ofUser({ licenses }).judgments[0]).toMatchObject({ evidence: { confidence: 'medium' } });
    });
  });

  it('leaves a disabled account to the finding about those', () => {
    expect(ofUser({ accountEnabled: false }).judgments[0]).toMatchObject({
      verdict: 'not-applicable',
      reason: "Person 1's seat of Microsoft 365 Business Premium is counted under disabled accounts",
    });
  });

  it.each(['users', 'licenses'])('is unknown without %s', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
