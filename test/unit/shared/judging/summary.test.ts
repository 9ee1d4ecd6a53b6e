import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FindingRow, isOpen } from '#shared/judging/finding-row.ts';
import type { FindingOutcome } from '#shared/judging/judge.ts';
import {
  countOpen,
  recountOpen,
  summarizeByDomain,
  sumOpenCounts,
  talliesOf,
  verdictsOf,
  withExpiredSuppressions,
  worstOf,
} from '#shared/judging/summary.ts';
import { noOpenFindings, type TenantSummary } from '#shared/judging/tenant-summary.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import { type Fingerprint, severities, type VerdictKind } from '#shared/kernel/verdict.ts';
import { mfaBadgeOf, mfaOfPrivileged, mfaOfUsers } from '#shared/posture/mfa-numbers.ts';
import { findingRow } from '#test/support/finding-rows.ts';
import { posture } from '#test/support/posture-facts.ts';
import { testFinding } from '#test/support/test-finding.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const address = (value: string): Fingerprint => ({ kind: 'forwarding-address', value, name: null });
const outcome = (id: string, verdict: VerdictKind, assessed = 1): FindingOutcome => ({
  finding: testFinding({ id }),
  verdict,
  reason: `${id} is ${verdict}`,
  judgments: [],
  assessed,
  isPartial: false,
});
const summaryOf = (outcomes: readonly FindingOutcome[], rows: readonly FindingRow[]): TenantSummary => ({
  tenantName: 'Acme',
  judgedAt: instantOf(now),
  countedAt: instantOf(now),
  surfaces: {},
  byDomain: summarizeByDomain(rows),
  findings: talliesOf(outcomes, rows),
  badge: mfaBadgeOf(posture()),
  numbers: { users: mfaOfUsers(posture()), privileged: mfaOfPrivileged(posture()), secureScore: null },
  revision: 1,
});

const anyRow = fc
  .record({
    findingId: fc.constantFrom('a.a', 'b.b'),
    id: fc.nat(50),
    severity: fc.constantFrom(...severities),
    state: fc.constantFrom<FindingRow['state']>('open', 'acknowledged', 'muted', 'resolved'),
    userDomain: fc.constantFrom(null, 'acme.example', 'birch.example'),
    dollarsPerYear: fc.option(fc.nat(10_000).map((cents) => cents / 100)),
  })
  .map(({ id, ...rest }) => findingRow({ ...rest, subject: { kind: 'user', id: `user-${id}`, name: 'User' } }));

describe('counts of open findings', () => {
  it('are by severity, and add up', () => {
    const high = countOpen([{ severity: 'high' }, { severity: 'high' }]);
    expect(high).toEqual({ ...noOpenFindings, high: 2 });
    expect(sumOpenCounts([high, { ...noOpenFindings, high: 1, info: 3 }])).toEqual({
      ...noOpenFindings,
      high: 3,
      info: 3,
    });
    expect(sumOpenCounts([])).toEqual(noOpenFindings);
  });

  it('by domain cover each open finding once, with the first rank as the worst', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const domains = summarizeByDomain(rows);
        expect(sumOpenCounts(domains.map(({ open }) => open))).toEqual(countOpen(rows.filter(isOpen)));
        for (const { domain, worst } of domains) {
          const ranks = rows.filter((row) => isOpen(row) && row.userDomain === domain).map(({ rank }) => rank);
          expect(worst?.rank).toBe(ranks.toSorted()[0]);
        }
      }),
    );
  });

  it('by domain begin with the findings about no user', () => {
    const rows = ['birch.example', null, 'acme.example'].map((userDomain) => findingRow({ userDomain }));
    expect(summarizeByDomain(rows).map(({ domain }) => domain)).toEqual([null, 'acme.example', 'birch.example']);
  });
});

describe('the worst finding', () => {
  it('has the first rank', () => {
    const [low, critical] = [findingRow({ severity: 'low' }), findingRow({ severity: 'critical' })];
    expect(worstOf([low, critical])).toBe(critical);
    expect(worstOf([])).toBeUndefined();
  });
});

describe('tallies', () => {
  it('hold verdict, worst severity, subjects and dollars of the open findings of each judged id', () => {
    const rows = [
      findingRow({ severity: 'low', dollarsPerYear: 0.1 }),
      findingRow({ severity: 'critical', dollarsPerYear: 0.2 }),
      findingRow({ severity: 'critical', state: 'muted', dollarsPerYear: 100 }),
      findingRow({ findingId: 'other.state' }),
    ];
    expect(talliesOf([outcome('area.state', 'fail', 7), outcome('area.sound', 'pass')], rows)).toEqual({
      'area.state': {
        verdict: 'fail',
        severity: 'critical',
        subjectsAffected: 2,
        assessed: 7,
        dollarsPerYear: 0.3,
      },
      'area.sound': { verdict: 'pass', severity: null, subjectsAffected: 0, assessed: 1, dollarsPerYear: null },
    });
  });

  it('list each fingerprint once, those of the worst finding first, and at most 20', () => {
    const rows = [
      findingRow({ severity: 'low', fingerprints: [address('a'), address('b')] }),
      findingRow({ severity: 'critical', fingerprints: [address('b')] }),
    ];
    const [tally] = Object.values(talliesOf([outcome('area.state', 'fail')], rows));
    expect(tally?.fingerprints).toEqual([address('b'), address('a')]);
    const many = findingRow({ fingerprints: Array.from({ length: 30 }, (_, at) => address(String(at))) });
    expect(talliesOf([outcome('area.state', 'fail')], [many])['area.state']?.fingerprints).toHaveLength(20);
  });
});

describe('a summary after a move', () => {
  it('counts the open findings again, and keeps the verdicts', () => {
    const [one, other] = [findingRow(), findingRow({ subject: { kind: 'user', id: 'user-2', name: 'User 2' } })];
    const before = summaryOf([outcome('area.state', 'fail', 9)], [one, other]);
    const later = new Date('2026-11-23T00:00:00.000Z');
    const after = recountOpen(before, [{ ...one, state: 'muted' }, other], later);
    expect(after).toMatchObject({ countedAt: instantOf(later), judgedAt: before.judgedAt, revision: 2 });
    expect(after.findings['area.state']).toMatchObject({ verdict: 'fail', assessed: 9, subjectsAffected: 1 });
    expect(after.byDomain).toMatchObject([{ open: { high: 1 } }]);
  });
});

describe('a summary with expired suppressions', () => {
  it('equals the summary with these findings counted, whatever is open beside them', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 10 }), fc.array(anyRow, { maxLength: 5 }), (rows, others) => {
        const until = '2026-11-22T13:00:00.000Z';
        const expired = others.map((row) => ({ ...row, state: 'open' as const, until }));
        const outcomes = [outcome('a.a', 'fail'), outcome('b.b', 'fail')];
        const added = withExpiredSuppressions(summaryOf(outcomes, rows), expired);
        const counted = summaryOf(outcomes, [...rows, ...expired]);
        expect(sumOpenCounts(added.byDomain.map(({ open }) => open))).toEqual(
          sumOpenCounts(counted.byDomain.map(({ open }) => open)),
        );
        expect(added.findings).toEqual(counted.findings);
      }),
    );
  });

  it('does not count again what expired before it was counted', () => {
    const summary = summaryOf([outcome('area.state', 'fail')], [findingRow()]);
    expect(withExpiredSuppressions(summary, [findingRow({ until: instantOf(now) })])).toBe(summary);
  });
});

describe('verdicts', () => {
  it('are one for each finding id, with its reason', () => {
    const baseline = { since: '2026-11-22T12:00:00.000Z', isComplete: true };
    expect(verdictsOf([outcome('area.state', 'warn', 3)], posture(), undefined)).toEqual({
      items: [{ findingId: 'area.state', verdict: 'warn', reason: 'area.state is warn', assessed: 3, baseline }],
    });
  });
});
