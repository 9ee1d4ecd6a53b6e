import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { judgeTenant } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import { type LedgerPage, nextLedgerPage, savedCentsPerYear } from '#shared/judging/savings-ledger.ts';
import { addDays } from '#shared/kernel/clock.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { priceListOf } from '#shared/licensing/price.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { licensedTenant, licensedUser, skuIdOf, subscribedSku } from '#test/support/license-facts.ts';
import { needsAccess, now, userId } from '#test/support/posture-facts.ts';

/** Who holds Business Premium: of each person whether the account is enabled. */
interface Tenant {
  readonly paid: number;
  readonly holders: readonly { readonly number: number; readonly enabled: boolean }[];
}

const postureOf = (
  { paid, holders }: Tenant,
  day = 0,
  states: Readonly<Record<string, SurfaceState>> = {},
): Posture => ({
  ...licensedTenant(
    {
      licenses: [subscribedSku('SPB', paid, { consumed: holders.length })],
      users: holders.map(({ number, enabled }) => licensedUser(number, ['SPB'], { accountEnabled: enabled })),
      usage: [],
    },
    // Only what is enabled and what is held matters here.
    { usage: needsAccess, ...states },
  ),
  now: addDays(now, day),
});

const licenseFindings = findings.filter(({ id }) => /^licenses\.(none-unassigned|none-on-disabled-users)$/.test(id));

/** A tenant through one run after the other, as the evaluation goes. */
const history = () => {
  let rows: readonly FindingRow[] = [];
  const pages: LedgerPage[] = [];
  return {
    pages,
    run(posture: Posture): LedgerPage | undefined {
      const page = nextLedgerPage(pages, posture, rows);
      if (page !== undefined) pages.push(page);
      const context = {
        tenantId: posture.tenant.id,
        now: posture.now,
        usersInTenant: 10,
        userDomainOf: () => null,
        isInBaseline: () => false,
      };
      rows = applyOutcomes(rows, judgeTenant(posture, licenseFindings), context).rows;
      return page;
    },
    dollars: () => savedCentsPerYear(pages.flatMap(({ entries }) => entries)) / 100,
  };
};
const holders = (...enabled: readonly boolean[]) => enabled.map((each, at) => ({ number: at + 1, enabled: each }));

describe('the savings ledger', () => {
  it('begins with the paid seats and no savings', () => {
    const tenant = history();
    expect(tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }))).toEqual({
      page: 1,
      at: now.toISOString(),
      paid: { [skuIdOf('SPB')]: 3 },
      entries: [],
    });
    expect(tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }, 1))).toBeUndefined();
  });

  it('realizes a saving when the license of a disabled account is removed and no longer paid', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }));
    const page = tenant.run(postureOf({ paid: 2, holders: holders(true, true) }, 1));
    expect(page).toMatchObject({ page: 2, paid: { [skuIdOf('SPB')]: 2 } });
    expect(page?.entries).toMatchObject([
      {
        kind: 'realized',
        on: '2026-11-23',
        wasteClass: 'disabled',
        seats: 1,
        centsPerSeatYear: 26_400,
        of: null,
        subject: { kind: 'license', userId: userId(3), skuId: skuIdOf('SPB') },
      },
    ]);
    expect(tenant.run(postureOf({ paid: 2, holders: holders(true, true) }, 2))).toBeUndefined();
    expect(tenant.dollars()).toBe(264);
  });

  it('realizes unassigned seats up to the decrease of paid seats', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 5, holders: holders(true, true) }));
    expect(tenant.run(postureOf({ paid: 3, holders: holders(true, true) }, 1))?.entries).toMatchObject([
      { wasteClass: 'unassigned', seats: 2, centsPerSeatYear: 26_400, subject: { kind: 'sku', id: skuIdOf('SPB') } },
    ]);
  });

  it('realizes nothing for a seat that was reassigned or is still paid', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }));
    tenant.run(postureOf({ paid: 3, holders: [...holders(true, true), { number: 9, enabled: true }] }, 1));
    tenant.run(postureOf({ paid: 3, holders: holders(true, true) }, 2));
    expect(tenant.dollars()).toBe(0);
    // The spare seat of the day before is what was saved at last, once.
    tenant.run(postureOf({ paid: 2, holders: holders(true, true) }, 3));
    expect(tenant.dollars()).toBe(264);
  });

  it('realizes nothing for a change of price, and nothing without a price', () => {
    const tenant = history();
    const cheaper = { ...postureOf({ paid: 3, holders: holders(true, false) }, 1), prices: priceListOf('USD', []) };
    tenant.run(postureOf({ paid: 3, holders: holders(true, false) }));
    expect(tenant.run(cheaper)).toBeUndefined();
    tenant.run({ ...postureOf({ paid: 1, holders: holders(true) }, 2), prices: priceListOf('USD', []) });
    expect(tenant.pages.at(-1)).toMatchObject({ page: 2, entries: [] });
  });

  it('realizes nothing for seats that no finding called wasted', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 3, holders: holders(true, true, true) }));
    expect(tenant.run(postureOf({ paid: 1, holders: holders(true) }, 1))?.entries).toEqual([]);
  });

  it('adds no page when licenses cannot be read, and no user saving when users cannot be read', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }));
    const canceled = { paid: 2, holders: holders(true, true) };
    expect(tenant.run(postureOf(canceled, 1, { licenses: needsAccess }))).toBeUndefined();
    expect(tenant.run(postureOf(canceled, 2, { users: needsAccess }))?.entries).toEqual([]);
  });

  it('reverses savings that are bought again within a year, newest first, up to the increase', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 6, holders: holders(true, true, false) }));
    tenant.run(postureOf({ paid: 5, holders: holders(true, true, false) }, 1)); // one of three that nobody held
    tenant.run(postureOf({ paid: 4, holders: holders(true, true) }, 2)); // the seat of the disabled account
    expect(tenant.dollars()).toBe(528);
    const boughtAgain = tenant.run(postureOf({ paid: 5, holders: holders(true, true, true) }, 30));
    expect(boughtAgain?.entries).toMatchObject([
      { kind: 'reversed', wasteClass: 'disabled', seats: 1, of: { page: 3, at: 0 } },
    ]);
    expect(tenant.dollars()).toBe(264);
    tenant.run(postureOf({ paid: 9, holders: holders(true, true, true) }, 31));
    expect(tenant.dollars()).toBe(0);
  });

  it('does not reverse a saving that is a year old', () => {
    const tenant = history();
    tenant.run(postureOf({ paid: 3, holders: holders(true, true, false) }));
    tenant.run(postureOf({ paid: 2, holders: holders(true, true) }, 1));
    expect(tenant.run(postureOf({ paid: 3, holders: holders(true, true, true) }, 366))?.entries).toEqual([]);
    expect(tenant.dollars()).toBe(264);
  });

  it('never claims more than the decrease of paid seats or less than zero, and adds nothing when a run is repeated', () => {
    const tenants = fc.record({
      paid: fc.nat(8),
      holders: fc.array(fc.boolean(), { maxLength: 8 }).map((each) => holders(...each)),
    });
    fc.assert(
      fc.property(fc.array(tenants, { minLength: 2, maxLength: 12 }), (course) => {
        const tenant = history();
        let most = 0;
        for (const [day, each] of course.entries()) {
          const posture = postureOf(each, day);
          tenant.run(posture);
          expect(nextLedgerPage(tenant.pages, posture, [])).toBeUndefined();
          most = Math.max(most, each.paid);
          const saved = tenant.dollars();
          expect(saved).toBeGreaterThanOrEqual(0);
          expect(saved).toBeLessThanOrEqual((most - each.paid) * 264);
        }
        expect(tenant.pages.map(({ page }) => page)).toEqual(tenant.pages.map((_page, at) => at + 1));
      }),
    );
  });
});
