import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageHolds } from '#shared/findings/mfa/coverage-holds/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import type { CoverageChange } from '#shared/posture/coverage-changes.ts';
import type { DriftDay } from '#shared/posture/drift.ts';
import { noStoredCoverage, type StoredCoverage } from '#shared/posture/stored-coverage.ts';
import { unknownNumbers } from '#shared/posture/tenant-numbers.ts';
import { needsAccess, needsLicense, now, posture, registration, userId, users } from '#test/support/posture-facts.ts';

type Facts = Parameters<typeof posture>[0];

const on = (daysAgo: number): string => dateOf(addDays(now, -daysAgo));
/** A stored day on which so many of 100 users were capable. */
const day = (daysAgo: number, capable: number | null, ...coverageChanges: CoverageChange[]): DriftDay => ({
  on: on(daysAgo),
  numbers: { users: { ...unknownNumbers, of: 100, capable }, privileged: unknownNumbers, secureScore: null },
  coverageChanges,
});
/** So many of ten users are capable today. */
const capableToday = (capable: number, of = 10): Facts => ({
  users: users(of),
  'mfa-registrations': Array.from({ length: of }, (_, at) => registration(at + 1, { isCapable: at < capable })),
});
const tenant = (
  coverage: Partial<StoredCoverage>,
  facts: Facts = capableToday(9),
  states: Parameters<typeof posture>[1] = {},
) => ({ ...posture(facts, states), coverage: { ...noStoredCoverage, ...coverage } });
const outcome = (...given: Parameters<typeof tenant>) => judgeFinding(coverageHolds, tenant(...given));
const judgmentOf = (signal: string, ...given: Parameters<typeof tenant>) =>
  outcome(...given).judgments.find(({ subject }) => subjectId(subject) === signal);
const capability = (...given: Parameters<typeof tenant>) => judgmentOf('mfa-capable-percent', ...given);

const change = (kind: CoverageChange['kind'], name: string, broken: Partial<CoverageChange> = {}): CoverageChange => ({
  at: `${on(1)}T09:00:00.000Z`,
  kind,
  subject: { kind: 'user', id: name, name },
  privileged: false,
  capable: null,
  enforced: null,
  explainedBy: null,
  ...broken,
});
const explainedBy = {
  changeId: 'change-1',
  at: `${on(1)}T08:00:00.000Z`,
  activity: 'Update conditional access policy',
  by: 'ada@acme.example',
};

describe('mfa.coverage-holds', () => {
  it('passes for each signal that did not fall', () => {
    expect(outcome({ daysBefore: [day(1, 90)] })).toMatchObject({ verdict: 'pass', assessed: 3 });
    expect(capability({ daysBefore: [day(1, 90)] })?.reason).toBe(
      'The share of users who can use multi-factor authentication is 90%, and has not drifted.',
    );
  });

  it('passes on the first day, and says that there is nothing to compare with', () => {
    expect(capability({})).toMatchObject({
      verdict: 'pass',
      subject: { kind: 'signal', id: 'mfa-capable-percent', name: 'People who can use MFA' },
      reason: expect.stringContaining('there is no earlier value to compare it with'),
    });
  });

  it.each([
    [94.9, undefined],
    [95, 'low'],
    [99.9, 'low'],
    [100, 'medium'],
  ] as const)('compares 90 %% today with %d %% yesterday: %s', (before, severity) => {
    const stored = { ...day(1, null), numbers: { ...day(1, null).numbers } };
    const yesterday = {
      ...stored,
      numbers: { ...stored.numbers, users: { ...unknownNumbers, of: 1000, capable: before * 10 } },
    };
    const judgment = capability({ daysBefore: [yesterday] });
    expect(judgment?.verdict).toBe(severity === undefined ? 'pass' : 'warn');
    expect(judgment?.severity).toBe(severity);
  });

  it('is as severe as the fall, for any fall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 10 }), (before, capable) => {
        const points = before - capable * 10;
        const judgment = capability({ daysBefore: [day(1, before)] }, capableToday(capable));
        expect(judgment?.verdict).toBe(points >= 5 ? 'warn' : 'pass');
        const severity = points < 10 ? 'low' : points < 20 ? 'medium' : 'high';
        expect(judgment?.severity).toBe(points >= 5 ? severity : undefined);
      }),
    );
  });

  it('compares with the highest value of the last 7 days', () => {
    expect(capability({ daysBefore: [day(7, 100), day(1, 92)] })).toMatchObject({
      verdict: 'warn',
      evidence: { from: { on: on(7), percent: 100 }, to: { on: on(0), percent: 90 }, since: on(1), points: 10 },
    });
    expect(capability({ daysBefore: [day(8, 100), day(1, 92)] })?.verdict).toBe('pass');
    expect(capability({ daysBefore: [day(2, null), day(1, null)] })?.verdict).toBe('pass');
  });

  it('tells who is no longer covered, and which change of which policy explains it', () => {
    const policy = { kind: 'policy', id: 'policy-1', name: 'MFA for all' } as const;
    const judgment = judgmentOf(
      'mfa-enforced-percent',
      {
        daysBefore: [
          {
            ...day(2, null),
            numbers: { ...day(2, null).numbers, users: { ...unknownNumbers, of: 100, enforced: 100 } },
          },
          day(
            1,
            null,
            change('policy-changed', 'MFA for all', { subject: policy, explainedBy }),
            change('became-unenforced', 'Ann', { explainedBy }),
            change('became-unenforced', 'Ben', { explainedBy }),
            change('became-unenforced', 'Cleo', { explainedBy: { ...explainedBy, changeId: 'change-2' } }),
            change('became-enforced', 'Dee'),
          ),
        ],
      },
      { ...capableToday(9), 'conditional-access': [] },
    );
    expect(judgment).toMatchObject({
      verdict: 'warn',
      severity: 'high',
      usersAffected: 3,
      reason: `The share of users who must use multi-factor authentication has fallen from 100% to 0% since ${'November 22, 2026'}, because of Ann, Ben, and Cleo, after "Update conditional access policy" of "MFA for all" by ada@acme.example and 1 more change.`,
      evidence: { causesTotal: 3 },
    });
  });

  it('says that nothing explains a fall, and explains it when the row of the log arrives', () => {
    const days = [
      day(2, 100),
      day(
        1,
        90,
        change('became-incapable', userId(10), { subject: { kind: 'user', id: userId(10), name: 'Person 10' } }),
      ),
    ];
    expect(capability({ daysBefore: days })?.reason).toBe(
      'The share of users who can use multi-factor authentication has fallen from 100% to 90% since November 21, 2026, because of Person 10; no change in the audit log explains it.',
    );
    const row = {
      changeId: 'change-1',
      correlationId: null,
      kind: 'security-info-deleted',
      activity: 'Admin deleted security info',
      at: `${on(1)}T08:00:00.000Z`,
      result: 'success',
      roles: [],
      permissions: [],
      isForEverybody: false,
      by: { kind: 'user', id: 'admin', name: 'ada@acme.example' },
      weakenings: [],
      targets: [{ id: userId(10), type: 'User', name: 'person10@acme.example' }],
    } as const;
    expect(
      capability(
        { daysBefore: days },
        {
          ...capableToday(9),
          'directory-audits': [{ ...row, roles: [], permissions: [], weakenings: [], targets: [...row.targets] }],
        },
      )?.reason,
    ).toContain('because of Person 10, after "Admin deleted security info" by ada@acme.example.');
  });

  it('warns until the value before the fall is back, however long it takes', () => {
    const valuesBefore = new Map([['mfa-capable-percent', { on: on(60), percent: 95 }]]);
    const daysBefore = [day(60, 95), day(59, 60), day(1, 90)];
    expect(capability({ valuesBefore, daysBefore })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      evidence: { from: { on: on(60), percent: 95 }, since: on(59), points: 5 },
    });
    expect(capability({ valuesBefore, daysBefore }, capableToday(19, 20))?.verdict).toBe('pass');
    expect(capability({ daysBefore })?.verdict).toBe('pass');
  });

  it('measures a second fall against the higher value', () => {
    const valuesBefore = new Map([['mfa-capable-percent', { on: on(60), percent: 100 }]]);
    expect(capability({ valuesBefore, daysBefore: [day(1, 95)] })).toMatchObject({ evidence: { points: 10 } });
  });

  it('does not apply to administrators where there are none', () => {
    expect(
      judgmentOf(
        'privileged-mfa-capable-percent',
        {},
        { ...capableToday(9), 'directory-roles': [], 'role-schedules': [] },
      ),
    ).toMatchObject({
      verdict: 'not-applicable',
      reason: 'There is nobody to count among administrators who can use multi-factor authentication.',
    });
  });

  it.each([
    ['needs access', needsAccess],
    ['needs a license', needsLicense],
  ])('is unknown, not fallen, when the surface of the registrations %s', (_what, state) => {
    const given = [{ daysBefore: [day(1, 100)] }, capableToday(1), { 'mfa-registrations': state }] as const;
    expect(capability(...given)?.verdict).toBe('unknown');
    expect(judgmentOf('mfa-enforced-percent', ...given)?.verdict).toBe('pass');
  });

  it('is unknown when users were left out of the reading', () => {
    const partial = { ...needsAccess, state: 'partial', unread: { count: 3, part: 'user' } } as const;
    const result = outcome({ daysBefore: [day(1, 100)] }, capableToday(1), { users: partial });
    expect(new Set(result.judgments.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });
});
