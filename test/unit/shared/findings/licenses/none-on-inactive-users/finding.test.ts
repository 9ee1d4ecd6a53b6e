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
const ofUser = (overrides: Parameters<typeof user>[1]) => judge({ users: [{ ...away, ...overrides }], usage: quiet });
/** Sign-ins could not be read. */
const withoutSignIns = user(1, { licenses: [seat(skuIdOf('SPB'))] });

describe('licenses.none-on-inactive-users', () => {
  it('passes when the holder of the license is active', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('warns about a license whose holder was inactive for more than 90 days', () => {
    expect(ofUser({}).judgments[0]).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      dollarsPerYear: 264,
      reason:
        'Person 1 was last active on August 23, 2026 and holds Microsoft 365 Business Premium, at a list price of $264.00 a year.',
      evidence: { lastActiveOn: '2026-08-23', basis: 'sign-ins and workloads', confidence: 'high' },
    });
  });

  it('warns about a holder who was never active', () => {
    const never = { lastSuccessfulSignInAt: null, lastSignInAt: null, lastNonInteractiveSignInAt: null };
    expect(ofUser(never).judgments[0]).toMatchObject({ verdict: 'warn', evidence: { lastActiveOn: null } });
  });

  it.each([
    ['a successful sign-in', { lastSuccessfulSignInAt: '2026-08-24T12:00:00.000Z' }],
    ['a non-interactive one', { lastNonInteractiveSignInAt: '2026-11-01T00:00:00.000Z' }],
  ])('passes with %s within the window', (_what, overrides) => {
    expect(ofUser(overrides).verdict).toBe('pass');
  });

  it.each(['exchangeOn', 'oneDriveOn', 'sharePointOn', 'teamsOn', 'vivaEngageOn'])(
    'passes with workload activity in %s',
    (day) => {
      expect(
        judge({ users: [away], usage: [usageReport, activeUsage(1, { ...noActivity, [day]: '2026-10-01' })] }).verdict,
      ).toBe('pass');
    },
  );

  it('does not count a failed sign-in as activity', () => {
    const attempted = { ...signInsDaysAgo(91), lastSignInAt: '2026-11-20T00:00:00.000Z' };
    expect(ofUser(attempted).verdict).toBe('warn');
  });

  it('is unknown with a recent attempt and no successful sign-in on record', () => {
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
  ])('passes for an account when %s', (_what, overrides) => {
    expect(ofUser(overrides).verdict).toBe('pass');
  });

  it.each(['shared', 'room', 'equipment'] as const)('passes for a mailbox with the purpose %s', (purpose) => {
    expect(judge({ users: [away], usage: quiet, 'mailbox-settings': [mailbox(1, purpose)] }).verdict).toBe('pass');
  });

  it('passes for a mailbox on hold, a Teams resource account and a break-glass account', () => {
    const held = [usageReport, activeUsage(1, { ...noActivity, recoverableQuotaBytes: 107_374_182_400 })];
    expect(judge({ users: [away], usage: held }).verdict).toBe('pass');
    const phone = licensedUser(1, ['SPB', 'PHONESYSTEM_VIRTUALUSER'], signInsDaysAgo(91));
    const licenses = [subscribedSku('SPB', 1), subscribedSku('PHONESYSTEM_VIRTUALUSER', 1)];
    expect(judge({ users: [phone], usage: quiet, licenses }).verdict).toBe('pass');
    expect(judge({ users: [away], usage: quiet }, {}, [userId(1)]).verdict).toBe('pass');
  });

  it('is unknown when the age of the account is not known', () => {
    expect(ofUser({ createdAt: null }).verdict).toBe('unknown');
  });

  describe('with missing sources', () => {
    it('uses workload activity alone when sign-ins cannot be read', () => {
      expect(judge({ users: [withoutSignIns] }).verdict).toBe('pass');
      expect(judge({ users: [withoutSignIns], usage: quiet }).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { basis: 'workloads', confidence: 'medium' },
      });
    });

    it.each([
      ['names are concealed', { usage: [concealedReport] }, {}],
      ['the reports cannot be read', {}, { usage: needsAccess }],
    ])('uses sign-ins alone when %s', (_what, facts, states) => {
      expect(judge({ users: [away], ...facts }, states).judgments[0]).toMatchObject({
        verdict: 'warn',
        evidence: { basis: 'sign-ins', confidence: 'medium' },
      });
    });

    describe('when the reports have no row for the holder', () => {
      const six = [1, 2, 3, 4, 5, 6];
      const judgeSix = (report: Partial<typeof usageReport>, overrides: Parameters<typeof user>[1] = {}) =>
        judge({
          users: six.map((number) => user(number, { licenses: [seat(skuIdOf('SPB'))], ...overrides })),
          licenses: [subscribedSku('SPB', 6)],
          'mailbox-settings': six.map((number) => mailbox(number, 'user')),
          usage: [{ ...usageReport, ...report }, ...[1, 2, 3, 4].map((number) => activeUsage(number))],
        }).judgments.map(({ verdict }) => verdict);

      it('is unknown while rows without a name exist', () => {
        expect(judgeSix({ unnamedRows: 2 })).toEqual(['pass', 'pass', 'pass', 'pass', 'unknown', 'unknown']);
      });

      it('is unknown while the report is older than the account, or empty', () => {
        expect(judgeSix({ refreshedOn: '2023-12-31' }).slice(4)).toEqual(['unknown', 'unknown']);
        expect(judgeSix({ refreshedOn: null }).slice(4)).toEqual(['unknown', 'unknown']);
      });

      it('warns when every row has a name: a user without a row has not worked', () => {
        expect(judgeSix({}).slice(4)).toEqual(['warn', 'warn']);
      });

      it('uses sign-ins alone when they are known', () => {
        expect(judgeSix({ unnamedRows: 2 }, signInsDaysAgo(200)).slice(4)).toEqual(['warn', 'warn']);
        expect(judgeSix({ unnamedRows: 2 }, signInsDaysAgo(3)).slice(4)).toEqual(['pass', 'pass']);
      });

      it('is unknown when only the mailbox report names the holder', () => {
        const usage = [usageReport, activeUsage(1, { ...noActivity, isInOverview: false, exchangeOn: '2026-07-01' })];
        const unnamed = { ...usageReport, unnamedRows: 1 };
        expect(judge({ users: [withoutSignIns], usage: [unnamed, ...usage.slice(1)] }).verdict).toBe('unknown');
      });
    });

    it('is unknown without both sources, and does not call the license unused', () => {
      const outcome = judge({ users: [withoutSignIns], usage: [concealedReport] });
      expect(outcome).toMatchObject({ verdict: 'unknown', judgments: [] });
      expect(outcome.reason).toContain('user names are hidden in the usage reports of this tenant.');
    });

    it('has low confidence when the mailbox may be shared', () => {
      const { judgments } = judge(
        { users: [away], usage: quiet, 'mailbox-settings': [] },
        { 'mailbox-settings': needsAccess },
      );
      expect(judgments[0]).toMatchObject({ verdict: 'warn', evidence: { confidence: 'low' } });
    });

    it('has lower confidence when the assignment date is not known', () => {
      const licenses = [seat(skuIdOf('SPB'), { assignedAt: null })];
      expect(ofUser({ licenses }).judgments[0]).toMatchObject({ evidence: { confidence: 'medium' } });
    });
  });

  it('is not-applicable for a disabled account, which none-on-disabled-users counts', () => {
    expect(ofUser({ accountEnabled: false }).judgments[0]).toMatchObject({
      verdict: 'not-applicable',
      reason: 'Microsoft 365 Business Premium of Person 1 is counted under disabled accounts.',
    });
  });

  it.each(['users', 'licenses'])('is unknown when %s cannot be read', (surfaceId) => {
    expect(judge({}, { [surfaceId]: needsAccess }).verdict).toBe('unknown');
  });
});
