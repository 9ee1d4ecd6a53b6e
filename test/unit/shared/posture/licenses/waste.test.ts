import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { paginate } from '#shared/api/paginate.ts';
import { findings } from '#shared/findings/index.ts';
import { judgeTenant } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import { talliesOf } from '#shared/judging/summary.ts';
import { subjectId, subjectSkuId } from '#shared/kernel/subject.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { licensesView } from '#shared/views/licenses/make.ts';
import { testCursors } from '#test/support/cursors.ts';
import {
  activeUsage,
  browserOnly,
  concealedReport,
  customerOf,
  licensedTenant,
  licensedUser,
  managedDevicesOf,
  noActivity,
  signInsDaysAgo,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { mailbox, now, scoreControl } from '#test/support/posture-facts.ts';

const money = findings.filter(({ id }) => id.startsWith('licenses.') && id !== 'licenses.within-contract');
const products = [
  ...['O365_BUSINESS_ESSENTIALS', 'O365_BUSINESS_PREMIUM', 'SPB', 'ENTERPRISEPACK', 'SPE_E3', 'SPE_E5', 'SPE_F1'],
  ...['ATP_ENTERPRISE', 'EXCHANGESTANDARD', 'VISIOCLIENT', 'Microsoft_365_Copilot', 'FLOW_FREE'],
];

const person = fc.record({
  holds: fc.subarray(products, { maxLength: 4 }),
  accountEnabled: fc.boolean(),
  idleDays: fc.constantFrom(1, 60, 91, 400),
  isYoung: fc.boolean(),
  works: fc.constantFrom(
    {},
    noActivity,
    browserOnly,
    { ...noActivity, ...browserOnly },
    { mailboxBytes: 60 * 1024 ** 3 },
  ),
  purpose: fc.constantFrom('user', 'user', 'shared', 'room'),
  hasDevice: fc.boolean(),
  isKnown: fc.boolean(),
} as const);
const tenant = fc.record({
  people: fc.array(person, { maxLength: 8 }),
  spare: fc.array(fc.nat(5), { minLength: products.length, maxLength: products.length }),
  isConcealed: fc.boolean(),
  safeLinks: fc.boolean(),
});
type Tenant = typeof tenant extends fc.Arbitrary<infer Value> ? Value : never;

const factsOf = ({ people, spare, isConcealed, safeLinks }: Tenant) =>
  ({
    users: people.map(({ holds, accountEnabled, idleDays, isYoung }, at) =>
      licensedUser(at + 1, holds, {
        accountEnabled,
        ...signInsDaysAgo(idleDays),
        createdAt: isYoung ? '2026-11-01T00:00:00.000Z' : '2024-01-01T00:00:00.000Z',
      }),
    ),
    licenses: products.map((partNumber, at) => {
      const consumed = people.filter(({ holds }) => holds.includes(partNumber)).length;
      return subscribedSku(partNumber, consumed + (spare[at] ?? 0), { consumed });
    }),
    usage: isConcealed
      ? [concealedReport]
      : [usageReport, ...people.flatMap(({ works, isKnown }, at) => (isKnown ? [activeUsage(at + 1, works)] : []))],
    'mailbox-settings': people.map(({ purpose }, at) => mailbox(at + 1, purpose)),
    'managed-devices': managedDevicesOf(...people.flatMap(({ hasDevice }, at) => (hasDevice ? [at + 1] : []))),
    'secure-score': safeLinks ? [scoreControl('mdo_safelinksforemail', { score: 9 })] : [],
  }) satisfies StoredFacts;

const judged = (posture: Posture) => {
  const outcomes = judgeTenant(posture, money);
  const { rows } = applyOutcomes([], outcomes, {
    tenantId: posture.tenant.id,
    now,
    usersInTenant: 8,
    userDomainOf: () => 'acme.example',
    isInBaseline: () => false,
  });
  return { outcomes, rows: rows.toSorted((one, other) => (one.rank < other.rank ? -1 : 1)) };
};
type Row = ReturnType<typeof judged>['rows'][number];

const centsOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, { dollarsPerYear }) => sum + Math.round((dollarsPerYear ?? 0) * 100), 0);
const sumOf = (view: ReturnType<typeof licensesView>): number =>
  Object.values(view.dollarsPerYear).reduce<number>((sum, dollars) => sum + Math.round((dollars ?? 0) * 100), 0);

/** The rows of a list, read page by page as the API does. */
const pagedThrough = async (rows: readonly Row[], limit: number): Promise<Row[]> => {
  const paging = { cursors: testCursors(), caller: caller('viewer'), list: 'findings', position: z.string() };
  const seen: Row[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof paginate<Row, z.ZodString>>> = await paginate(rows, {
      ...paging,
      query: { limit, cursor },
      positionOf: ({ rank }) => rank,
      isAfter: ({ rank }, after) => rank > after,
    });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
};

const shuffled = <Item>(items: readonly Item[], seed: number): Item[] =>
  items
    .map((item, at) => ({ item, key: Math.sin(seed + at * 7919) }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);

describe('waste', () => {
  it('is the sum over its subjects to the cent', () => {
    fc.assert(
      fc.property(tenant, (recipe) => {
        const posture = licensedTenant(factsOf(recipe));
        const { outcomes, rows } = judged(posture);
        expect(sumOf(licensesView(customerOf(posture)))).toBe(centsOf(rows));
        const tallies = Object.values(talliesOf(outcomes, rows));
        expect(tallies.reduce((sum, { dollarsPerYear }) => sum + Math.round((dollarsPerYear ?? 0) * 100), 0)).toBe(
          centsOf(rows),
        );
      }),
    );
  });

  it('does not depend on the order of facts', () => {
    fc.assert(
      fc.property(tenant, fc.nat(1000), (recipe, seed) => {
        const facts = factsOf(recipe);
        const reordered = {
          ...facts,
          users: shuffled(facts.users, seed).map((user) => ({ ...user, licenses: user.licenses.toReversed() })),
          licenses: shuffled(facts.licenses, seed),
          usage: shuffled<(typeof facts.usage)[number]>(facts.usage, seed),
        };
        expect(judged(licensedTenant(reordered)).rows).toEqual(judged(licensedTenant(facts)).rows);
      }),
    );
  });

  it('does not depend on the page size', async () => {
    await fc.assert(
      fc.asyncProperty(tenant, fc.integer({ min: 1, max: 9 }), async (recipe, limit) => {
        const { rows } = judged(licensedTenant(factsOf(recipe)));
        const seen = await pagedThrough(rows, limit);
        expect(seen).toEqual(rows);
        expect(centsOf(seen)).toBe(centsOf(rows));
      }),
      { numRuns: 30 },
    );
  });

  it('counts each seat once and at most for its price', () => {
    fc.assert(
      fc.property(tenant, (recipe) => {
        const posture = licensedTenant(factsOf(recipe));
        const ofSeats = judged(posture).rows.filter(({ subject }) => subject.kind === 'license');
        expect(new Set(ofSeats.map(({ subject }) => subjectId(subject))).size).toBe(ofSeats.length);
        for (const { subject, dollarsPerYear } of ofSeats) {
          const price = posture.prices.priceOf(subjectSkuId(subject) ?? '');
          expect(dollarsPerYear === null ? 0 : dollarsPerYear).toBeGreaterThanOrEqual(0);
          expect((dollarsPerYear ?? 0) * 100).toBeLessThanOrEqual((price?.centsPerSeatMonth ?? 0) * 12);
          expect(dollarsPerYear === null).toBe(price === null);
        }
      }),
    );
  });
});
