import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinContract } from '#shared/findings/licenses/within-contract/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { remainingContract, type TenantContract } from '#shared/licensing/tenant-contract.ts';
import { contractComparison } from '#shared/views/licenses/contract-answer.ts';
import { contractFor, licensedTenant, skuIdOf, subscribedSku } from '#test/support/license-facts.ts';
import { needsAccess } from '#test/support/posture-facts.ts';

type Held = Readonly<Record<string, number>>;

const idOf = (number: number) => TenantId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const tenant = (
  number: number,
  held: Held,
  contract: TenantContract | undefined,
  states: Parameters<typeof licensedTenant>[1] = {},
) => {
  const licenses = Object.entries(held).map(([partNumber, seats]) => subscribedSku(partNumber, seats));
  const of = licensedTenant({ licenses }, states);
  const posture = { ...of, tenant: { ...of.tenant, id: idOf(number) }, contract };
  return { tenant: { connection: { tenantId: idOf(number), tenantName: `Tenant ${number}` }, linked: [] }, posture };
};
const seatsOf = (contract: TenantContract) => (contract.kind === 'known' ? contract.seats : []);

describe('the contract comparison of a customer', () => {
  it('lists billed and used seats by SKU, with the cost of each difference', () => {
    const contract = contractFor({ SPB: 12, O365_BUSINESS_PREMIUM: 1, SPE_E5: 2 });
    const held = { SPB: 10, O365_BUSINESS_PREMIUM: 3, VISIO_PLAN2_DEPT: 1 };
    const { comparison, uncontractedDollarsPerYear } = contractComparison([tenant(1, held, contract)]);
    expect(
      comparison.skus.map(({ partNumber, skuId: _id, name: _name, ...numbers }) => [
        partNumber,
        Object.values(numbers),
      ]),
    ).toEqual([
      // billed, in use, uncontracted, over-contracted, and their dollars: 2 × 12.50 × 12, 2 × 22.00 × 12, 2 × 60.00 ×
      // 12
      ['SPB', [12, 10, 0, 2, 0, 528]],
      ['O365_BUSINESS_PREMIUM', [1, 3, 2, 0, 300, 0]],
      ['SPE_E5', [2, 0, 0, 2, 0, 1440]],
      ['VISIO_PLAN2_DEPT', [0, 1, 1, 0, null, 0]],
    ]);
    expect(comparison).toMatchObject({ state: 'known', reason: null, overContractedDollarsPerYear: 1968 });
    expect(uncontractedDollarsPerYear).toBe(300);
  });

  it('is 0 when billed and used seats are equal', () => {
    const { comparison, uncontractedDollarsPerYear } = contractComparison([
      tenant(1, { SPB: 5 }, contractFor({ SPB: 5 })),
    ]);
    expect([comparison.overContractedDollarsPerYear, uncontractedDollarsPerYear]).toEqual([0, 0]);
  });

  it.each([
    ['no tenant', [], 'none', 'the customer has no tenant'],
    ['no contract', [tenant(1, { SPB: 1 }, undefined)], 'none', 'no contract is stored'],
    [
      'one that cannot be compared',
      [tenant(1, {}, { kind: 'unknown', reason: 'another tenant' })],
      'unknown',
      'another tenant',
    ],
    [
      'licenses that cannot be read',
      [tenant(1, {}, contractFor({ SPB: 1 }), { licenses: needsAccess })],
      'unknown',
      'licenses could not be read',
    ],
  ])('is null with %s', (_what, tenants, state, reason) => {
    expect(contractComparison(tenants)).toEqual({
      comparison: { state, reason, skus: [], overContractedDollarsPerYear: null },
      uncontractedDollarsPerYear: null,
    });
  });

  it('equals the sum of the findings of its tenants to the cent, in any order', () => {
    const seats = fc.record({ SPB: fc.nat(20), SPE_E3: fc.nat(20), M365_F1_COMM: fc.nat(20) });
    fc.assert(
      fc.property(seats, fc.array(seats, { minLength: 1, maxLength: 4 }), (billed, held) => {
        const agreed = [{ customer: 'Acme', seats: seatsOf(contractFor(billed)) }];
        const used = held.map((each) => new Map(Object.entries(each).map(([name, count]) => [skuIdOf(name), count])));
        const tenants = held.map((each, at) => tenant(at + 1, each, remainingContract(agreed, used.slice(0, at))));
        const found = tenants.flatMap(({ posture }) =>
          judgeFinding(withinContract, posture).judgments.flatMap(({ dollarsPerYear = null }) => dollarsPerYear ?? []),
        );
        const { comparison, uncontractedDollarsPerYear } = contractComparison(tenants.toReversed());
        expect(uncontractedDollarsPerYear).toBe(sumOfDollars(found) ?? 0);
        for (const sku of comparison.skus) {
          expect(sku.billed - sku.inUse).toBe(sku.overContracted - sku.uncontracted);
          expect(Math.min(sku.overContracted, sku.uncontracted)).toBe(0);
        }
      }),
    );
  });
});
