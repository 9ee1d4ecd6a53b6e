import { describe, expect, it } from 'vitest';
import type { LedgerPage, SavingEntry } from '#shared/judging/savings-ledger.ts';
import { savingsAnswer } from '#shared/views/licenses/savings-answer.ts';
import { customerOf, licensedTenant, skuIdOf } from '#test/support/license-facts.ts';

const entry = (broken: Partial<SavingEntry> = {}): SavingEntry => ({
  kind: 'realized',
  on: '2026-10-01',
  wasteClass: 'disabled',
  skuId: skuIdOf('SPB'),
  seats: 1,
  of: null,
  subject: { kind: 'license', userId: 'a', skuId: 'b', name: 'Cora: Business Premium' },
  centsPerSeatYear: 26_400,
  userDomain: 'acme.example',
  ...broken,
});
const page = (number: number, ...entries: SavingEntry[]): LedgerPage => ({
  page: number,
  at: '2026-10-01T00:00:00.000Z',
  paid: {},
  entries,
});
const answer = (...ledger: LedgerPage[]) => {
  const { customer, tenants } = customerOf(licensedTenant(), 'acme.example');
  const birch = {
    ...customer,
    customerId: customer.customerId,
    domains: [{ domain: 'birch.example', includeSubdomains: false }],
  };
  const [own] = tenants;
  if (own === undefined) throw new Error('there is no tenant');
  const shared = {
    ...own.tenant,
    linked: [customer, { ...birch, customerId: 'cus_00000000000000000000000002' as never }],
  };
  return savingsAnswer(customer, [{ tenant: shared, ledger }]);
};

describe('the savings of a customer', () => {
  it('are summed without reversed entries, newest first', () => {
    const spare = entry({ on: '2026-11-01', wasteClass: 'unassigned', seats: 3, userDomain: null });
    const reversed = entry({ kind: 'reversed', on: '2026-11-20', of: { page: 2, at: 0 } });
    const saved = answer(page(1), page(2, entry()), page(3, spare), page(4, reversed));
    expect(saved).toMatchObject({ dollarsPerYear: 792, total: 3 });
    expect(saved.items.map(({ kind, on, seats, dollarsPerYear }) => [kind, on, seats, dollarsPerYear])).toEqual([
      ['reversed', '2026-11-20', 1, 264],
      ['realized', '2026-11-01', 3, 792],
      ['realized', '2026-10-01', 1, 264],
    ]);
  });

  it('leave out the seats of another customer of the same tenant', () => {
    expect(answer(page(1, entry({ userDomain: 'birch.example' })))).toEqual({ dollarsPerYear: 0, items: [], total: 0 });
  });

  it('are 0 before anything was saved', () => {
    expect(answer()).toEqual({ dollarsPerYear: 0, items: [], total: 0 });
  });
});
