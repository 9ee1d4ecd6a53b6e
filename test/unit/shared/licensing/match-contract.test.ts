import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchContract } from '#shared/licensing/match-contract.ts';
import { readBilledTable } from '#shared/licensing/read-billed-table.ts';
import { createSkuFinder } from '#shared/licensing/sku-finder.ts';
import { contractLines, tableDialects, writeTable } from '#test/support/billed-tables.ts';

const known = [
  { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', partNumber: 'SPE_E3', name: 'Microsoft 365 E3' },
  { skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', partNumber: 'ENTERPRISEPACK', name: 'Office 365 E3' },
];
const understood = (text: string) =>
  matchContract(readBilledTable(text, 'USD').lines, createSkuFinder(known), '2026-11-22');

const always = (seats: number) => [{ beginsOn: null, endsOn: null, seats }];

describe('matching a contract', () => {
  it('adds up the lines of one SKU, and lists unknown products separately', () => {
    const text = 'Product,Seats\nSPE_E3,5\nManaged backup,9\nM365 E3 (NCE monthly),2\nOffice 365 E3,1\n';
    const { skus, matched, unmatched } = understood(text);
    expect(skus).toEqual([
      { ...known[0], seats: 7, lines: 2, periods: always(7) },
      { ...known[1], seats: 1, lines: 1, periods: always(1) },
    ]);
    expect(matched.map(({ line, sku }) => [line, sku.partNumber])).toEqual([
      [2, 'SPE_E3'],
      [4, 'SPE_E3'],
      [5, 'ENTERPRISEPACK'],
    ]);
    expect(unmatched).toMatchObject([{ line: 3, products: ['Managed backup'], seats: 9, reason: 'unknown' }]);
  });

  it('gives the same seats for any CSV dialect and line order', () => {
    const spellings = ['SPE_E3', 'Microsoft 365 E3', 'M365 E3 - NCE, annual', 'O365 E3', 'ENTERPRISEPACK'];
    const isE3 = (product: string) => !/O365|ENTERPRISE/.test(product);
    fc.assert(
      fc.property(contractLines(spellings), tableDialects, (agreed, dialect) => {
        const seatsOf = (of: (product: string) => boolean) =>
          agreed.filter(({ product }) => of(product)).reduce((sum, { seats }) => sum + seats, 0);
        const { skus, unmatched } = understood(writeTable(agreed, dialect).text);
        const found = (partNumber: string) => skus.find((sku) => sku.partNumber === partNumber)?.seats ?? 0;
        expect(unmatched).toEqual([]);
        expect(found('SPE_E3')).toBe(seatsOf(isE3));
        expect(found('ENTERPRISEPACK')).toBe(seatsOf((product) => !isE3(product)));
      }),
    );
  });

  it('handles a hundred thousand lines', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => (at % 4 === 0 ? `Thing ${at},1` : `M365 E3 ${'(NCE)'},2`));
    const { skus, unmatched } = understood(`Product,Quantity\n${lines.join('\n')}\n`);
    expect(skus).toEqual([{ ...known[0], seats: 150_000, lines: 75_000, periods: always(150_000) }]);
    expect(unmatched).toHaveLength(25_000);
    expect(unmatched.at(-1)).toMatchObject({ line: 99_998, products: ['Thing 99996'] });
  });
});
