import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RankFields, rankNumberOf, rankOf, rankReasonsOf } from '#shared/judging/ranking.ts';
import { severities } from '#shared/kernel/verdict.ts';

const finding = (overrides: Partial<RankFields> = {}): RankFields => ({
  tenantId: 'tenant-1',
  findingId: 'area.state',
  subject: { kind: 'user', id: 'user-1', name: 'Person' },
  threat: false,
  severity: 'medium',
  privileged: false,
  usersAffected: 1,
  usersInTenant: 10,
  dollarsPerYear: 100,
  firstSeenAt: '2026-11-01T00:00:00.000Z',
  reopenedAt: null,
  ...overrides,
});

/** Each one is worse than the next for one reason, although every later reason speaks for the next. */
const worstFirst: readonly RankFields[] = [
  finding({ threat: true, severity: 'info', usersAffected: 0, dollarsPerYear: null }),
  finding({ severity: 'critical', usersAffected: 0, dollarsPerYear: null }),
  finding({ severity: 'high', privileged: true, usersAffected: 0 }),
  finding({ severity: 'high', usersAffected: 5, dollarsPerYear: null }),
  finding({ severity: 'high', usersAffected: 4, dollarsPerYear: 2_000_000 }),
  finding({ severity: 'high', usersAffected: 4, dollarsPerYear: 100.01 }),
  finding({ severity: 'high', usersAffected: 4, reopenedAt: '2026-11-20T00:00:00.000Z' }),
  finding({ severity: 'high', usersAffected: 4, firstSeenAt: '2026-11-19T00:00:00.000Z', findingId: 'area.a' }),
  finding({ severity: 'high', usersAffected: 4, firstSeenAt: '2026-11-19T00:00:00.000Z', findingId: 'area.b' }),
  finding({ severity: 'low', usersAffected: 10, privileged: true }),
];

const anyFinding = fc.record({
  tenantId: fc.constantFrom('tenant-1', 'tenant-2'),
  findingId: fc.constantFrom('a.a', 'b.b'),
  subject: fc.record({ kind: fc.constant('user'), id: fc.string({ minLength: 1 }), name: fc.constant('x') }),
  threat: fc.boolean(),
  severity: fc.constantFrom(...severities),
  privileged: fc.boolean(),
  usersAffected: fc.nat(200_000),
  usersInTenant: fc.nat(200_000),
  dollarsPerYear: fc.option(fc.nat(10_000_000).map((cents) => cents / 100)),
  firstSeenAt: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  reopenedAt: fc.option(
    fc
      .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  ),
});

/** The order in words, written a second time: the first difference decides. */
const compare = (one: RankFields, other: RankFields): number => {
  const share = ({ usersAffected, usersInTenant }: RankFields) =>
    usersInTenant === 0 ? 0 : Math.min(1, usersAffected / usersInTenant);
  const since = ({ reopenedAt, firstSeenAt }: RankFields) => Date.parse(reopenedAt ?? firstSeenAt);
  const differences = [
    Number(other.threat) - Number(one.threat),
    severities.indexOf(one.severity) - severities.indexOf(other.severity),
    Number(other.privileged) - Number(one.privileged),
    Math.abs(share(other) - share(one)) < 1e-8 ? 0 : share(other) - share(one),
    (other.dollarsPerYear ?? 0) - (one.dollarsPerYear ?? 0),
    since(other) - since(one),
  ];
  return differences.find((difference) => difference !== 0) ?? 0;
};

describe('ranking', () => {
  it('puts each criterion before every later one', () => {
    const ranks = worstFirst.map(rankOf);
    expect(ranks.toSorted()).toEqual(ranks);
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('agrees with an independent comparison for any two findings', () => {
    fc.assert(
      fc.property(anyFinding, anyFinding, (one, other) => {
        const wanted = compare(one, other);
        expect(wanted === 0 || rankOf(one) < rankOf(other) === wanted < 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same order as a number, which no two findings have in the opposite order', () => {
    const numbers = worstFirst.map(rankNumberOf);
    expect(numbers.toSorted((one, other) => one - other)).toEqual(numbers);
    fc.assert(
      fc.property(anyFinding, anyFinding, (one, other) => {
        const [number, otherNumber] = [rankNumberOf(one), rankNumberOf(other)];
        expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
        if (rankOf(one) < rankOf(other)) expect(number).toBeLessThanOrEqual(otherNumber);
      }),
      { numRuns: 500 },
    );
  });

  it('has a larger number for a lower severity, a smaller share and fewer dollars', () => {
    const smaller = rankNumberOf(finding({ severity: 'high', dollarsPerYear: 200 }));
    expect(rankNumberOf(finding({ severity: 'low', dollarsPerYear: 200 }))).toBeGreaterThan(smaller);
    expect(rankNumberOf(finding({ severity: 'high', dollarsPerYear: 100 }))).toBeGreaterThan(smaller);
  });

  it('gives the same order for any input order', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 2, maxLength: 12 }), fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all
          .map((each) => ({ each, key: keys.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ each }) => each);
        expect(shuffled.map(rankOf).sort()).toEqual(all.map(rankOf).sort());
      }),
    );
  });

  it('gives different identities different ranks, and the same identity the same rank', () => {
    expect(rankOf(finding())).toBe(rankOf(finding()));
    expect(rankOf(finding({ tenantId: 'tenant-2' }))).not.toBe(rankOf(finding()));
    expect(rankOf(finding({ subject: { kind: 'user', id: 'user-2', name: 'x' } }))).not.toBe(rankOf(finding()));
  });

  it('explains the rank in the order of the criteria', () => {
    expect(rankReasonsOf(finding({ threat: true, severity: 'high', privileged: true, usersAffected: 5 }))).toEqual([
      'a live threat',
      'severity high',
      'a privileged account',
      "affects 50 % of the tenant's users",
      '100.00 a year',
      'first seen on November 1, 2026 at 12:00 AM UTC',
    ]);
    expect(
      rankReasonsOf(finding({ usersAffected: 0, dollarsPerYear: null, reopenedAt: '2026-11-20T00:00:00.000Z' })),
    ).toEqual(['severity medium', 'reopened on November 20, 2026 at 12:00 AM UTC']);
  });
});
