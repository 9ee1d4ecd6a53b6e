import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignsOf } from '#shared/book/campaigns.ts';
import type { Fingerprint } from '#shared/kernel/verdict.ts';
import { tenantNumber } from '#test/support/numbered-msps.ts';

const address = (value: string): Fingerprint => ({ kind: 'forwarding-address', value, name: null });
const app = (value: string): Fingerprint => ({ kind: 'app', value, name: `App ${value}` });
const tenant = (number: number, ...fingerprints: Fingerprint[]) => ({
  tenant: { tenantId: tenantNumber(number), tenantName: `Tenant ${number}` },
  fingerprints,
});

describe('campaigns', () => {
  it('are indicators of two or more tenants, most tenants first', () => {
    const campaigns = campaignsOf([
      tenant(3, app('a'), address('thief@example.net')),
      tenant(1, address('thief@example.net'), address('own@example.net')),
      tenant(2, app('a'), address('thief@example.net')),
    ]);
    expect(campaigns).toEqual([
      {
        ...address('thief@example.net'),
        tenantIds: [1, 2, 3].map(tenantNumber),
        tenantNames: ['Tenant 1', 'Tenant 2', 'Tenant 3'],
        tenantsTotal: 3,
      },
      { ...app('a'), tenantIds: [2, 3].map(tenantNumber), tenantNames: ['Tenant 2', 'Tenant 3'], tenantsTotal: 2 },
    ]);
  });

  it('are none when one tenant has it twice, or two kinds share a value', () => {
    expect(campaignsOf([tenant(1, app('a'), app('a')), tenant(2, { ...app('a'), kind: 'rule' })])).toEqual([]);
    expect(campaignsOf([])).toEqual([]);
  });

  it('are limited to the 50 with most tenants', () => {
    const prints = Array.from({ length: 60 }, (_, at) => app(`${at + 10}`));
    const campaigns = campaignsOf([tenant(1, ...prints), tenant(2, ...prints), tenant(3, app('69'))]);
    expect(campaigns).toHaveLength(50);
    expect(campaigns[0]?.value).toBe('69');
  });

  it('name the first 200 tenants and count all', () => {
    const tenants = Array.from({ length: 250 }, (_, at) => tenant(at + 1, address('thief@example.net')));
    const [campaign, ...others] = campaignsOf([...tenants, tenant(251, app('a')), tenant(252, app('a'))]);
    expect(campaign).toMatchObject({ value: 'thief@example.net', tenantsTotal: 250 });
    expect(campaign?.tenantIds).toEqual(Array.from({ length: 200 }, (_, at) => tenantNumber(at + 1)));
    expect(others).toMatchObject([{ value: 'a', tenantsTotal: 2 }]);
  });

  it('do not depend on the order of tenants', () => {
    const print = fc.constantFrom(app('a'), app('b'), address('a'), address('c'));
    const book = fc.uniqueArray(fc.record({ number: fc.integer({ min: 1, max: 5 }), prints: fc.array(print) }), {
      selector: ({ number }) => number,
    });
    fc.assert(
      fc.property(book, (tenants) => {
        const read = tenants.map(({ number, prints }) => tenant(number, ...prints));
        const campaigns = campaignsOf(read);
        expect(campaignsOf(read.toReversed())).toEqual(campaigns);
        for (const { kind, value, tenantIds } of campaigns) {
          const having = read.filter(({ fingerprints }) =>
            fingerprints.some((one) => one.kind === kind && one.value === value),
          );
          expect(tenantIds.length).toBeGreaterThan(1);
          expect(tenantIds).toEqual(having.map(({ tenant: { tenantId } }) => tenantId).sort());
        }
      }),
    );
  });
});
