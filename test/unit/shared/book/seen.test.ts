import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerSortKey, type RankedCustomer } from '#shared/book/by-customer.ts';
import { addSeen, isMostlyUnseen, seenAmong, seenOfTenant } from '#shared/book/seen.ts';
import { findings } from '#shared/findings/index.ts';
import { noOpenFindings } from '#shared/judging/tenant-summary.ts';
import { VerdictKind } from '#shared/kernel/verdict.ts';

const verdicts = fc.array(fc.constantFrom(...VerdictKind.options), { maxLength: 60 });

describe('what was seen', () => {
  it('counts what applies, and of it what was judged', () => {
    expect(seenAmong(['pass', 'fail', 'warn', 'unknown', 'not-applicable'])).toEqual({ of: 4, judged: 3 });
  });

  it('is nothing of the whole catalog for a tenant that was never judged', () => {
    expect(seenOfTenant(undefined)).toEqual({ of: findings.length, judged: 0 });
    expect(isMostlyUnseen(seenOfTenant(undefined))).toBe(true);
  });

  it('adds up over tenants', () => {
    fc.assert(
      fc.property(verdicts, verdicts, (one, other) => {
        expect(addSeen([seenAmong(one), seenAmong(other)])).toEqual(seenAmong([...one, ...other]));
      }),
    );
  });

  it('is mostly unseen below one half, and where there is nothing', () => {
    expect(isMostlyUnseen({ of: 39, judged: 19 })).toBe(true);
    expect(isMostlyUnseen({ of: 38, judged: 19 })).toBe(false);
    expect(isMostlyUnseen({ of: 0, judged: 0 })).toBe(true);
  });
});

describe('the order of customers', () => {
  const customer = fc.record({ name: fc.string(), verdicts }).map(
    ({ name, verdicts: each }): RankedCustomer => ({
      line: { customer: undefined, tenants: [] },
      name,
      open: noOpenFindings,
      worst: undefined,
      seen: seenAmong(each.map((verdict) => (verdict === 'fail' || verdict === 'warn' ? 'pass' : verdict))),
    }),
  );

  it('never puts one that is mostly unseen among the healthy ones', () => {
    fc.assert(
      fc.property(fc.array(customer, { minLength: 2 }), (customers) => {
        const order = customers
          .toSorted((one, other) => (customerSortKey(one) < customerSortKey(other) ? -1 : 1))
          .map(({ seen }) => isMostlyUnseen(seen));
        expect(order).toEqual([...order.filter(Boolean), ...order.filter((isUnseen) => !isUnseen)]);
      }),
    );
  });
});
