import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainingContract } from '#shared/licensing/tenant-contract.ts';

const named = (skuId: string, seats: number) => ({ skuId, partNumber: skuId.toUpperCase(), name: skuId, seats });
const bills = (seats: Readonly<Record<string, number>>) => ({
  customer: 'Acme',
  seats: Object.entries(seats).map(([skuId, count]) => named(skuId, count)),
});
const uses = (seats: Readonly<Record<string, number>>) => new Map(Object.entries(seats));

describe('the contracted seats of a tenant', () => {
  it('are the seats that its customer is billed for', () => {
    expect(remainingContract([bills({ e3: 5, basic: 2 })], [])).toEqual({
      kind: 'known',
      seats: [named('e3', 5), named('basic', 2)],
    });
  });

  it('are missing when the tenant has no customer, or a customer has no contract', () => {
    expect(remainingContract([], [])).toEqual({ kind: 'none', reason: 'the tenant belongs to no customer' });
    const without = [bills({ e3: 5 }), { customer: 'Birch', seats: undefined }];
    expect(remainingContract(without, [])).toEqual({ kind: 'none', reason: 'no contract is stored for Birch' });
  });

  it('are unknown when a tenant that comes first could not be read', () => {
    expect(remainingContract([bills({ e3: 5 })], [uses({ e3: 1 }), null])).toMatchObject({ kind: 'unknown' });
  });

  it('add up over customers, less the seats that earlier tenants use', () => {
    const count = fc.nat(50);
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 3 }),
        fc.array(count, { minLength: 1, maxLength: 4 }),
        (billed, used) => {
          const customers = billed.map((e3) => bills({ e3 }));
          const excess = used.map((inUse, at) => {
            const contract = remainingContract(
              customers,
              used.slice(0, at).map((e3) => uses({ e3 })),
            );
            const seats = contract.kind === 'known' ? (contract.seats[0]?.seats ?? 0) : Number.NaN;
            return Math.max(0, inUse - seats);
          });
          const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
          expect(sum(excess)).toBe(Math.max(0, sum(used) - sum(billed)));
        },
      ),
    );
  });
});
