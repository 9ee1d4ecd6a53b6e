import { describe, expect, it } from 'vitest';
import { matchContract } from '#shared/licensing/match-contract.ts';
import { readBilledTable } from '#shared/licensing/read-billed-table.ts';
import { createSkuFinder } from '#shared/licensing/sku-finder.ts';

// cspell:ignore Autotask
const today = '2026-11-22';
const e3 = { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', partNumber: 'SPE_E3', name: 'Microsoft 365 E3' };
const finder = createSkuFinder([e3]);
const read = (...lines: string[]) => readBilledTable(lines.join('\n'), 'USD');
const contractOf = (...lines: string[]) => {
  const { lines: billed, problems } = read(...lines);
  const { skus, leftOut } = matchContract(billed, finder, today);
  return {
    problems: problems.map(({ detail }) => detail),
    seats: skus[0]?.seats,
    leftOut: leftOut.map(({ line, why }) => [line, why]),
  };
};

/** A canceled line of 10, an active one of 12, and one of 1 that begins next month. */
const exports = {
  'ConnectWise: agreement additions': [
    'Sequence,Effective,Cancelled,Product ID,Description,Quantity,Price,Ext Price,Prorate Price,Bill,Tax,Margin,Agreement Status,Addition Status,Purchase Item,Serial #,Cost,Ext Cost',
    '1,1/15/2024,10/31/2026,M365E3,Microsoft 365 E3,10,39.00,390.00,,True,True,50.00,Active,Cancelled,False,,34.00,340.00',
    '2,1/15/2024,,M365E3,Microsoft 365 E3,12,39.00,468.00,,True,True,60.00,Active,Active,False,,34.00,408.00',
    '3,12/22/2026,,M365E3,Microsoft 365 E3,1,39.00,39.00,,True,True,5.00,Active,Active,False,,34.00,34.00',
  ],
  'ConnectWise: additions of the API': [
    'id,product,quantity,unitPrice,billCustomer,effectiveDate,cancelledDate,description',
    '1,M365E3,10,39,Billable,2024-01-15T00:00:00Z,2026-10-31T00:00:00Z,Microsoft 365 E3',
    '2,M365E3,12,39,Billable,2024-01-15T00:00:00Z,,Microsoft 365 E3',
    '3,M365E3,1,39,Billable,2026-12-22T00:00:00Z,,Microsoft 365 E3',
  ],
  'Autotask: contract services': [
    'Organization,Contract Name,Service/Bundle Name,Units,Unit Price,Start Date,End Date,Contract Status',
    'Acme,Cloud,Microsoft 365 E3,10,39.00,2024-01-15,2026-10-31,Inactive',
    'Acme,Cloud,Microsoft 365 E3,12,39.00,2024-01-15,2027-01-14,Active',
    'Acme,Cloud,Microsoft 365 E3,1,39.00,2026-12-22,2027-12-21,Active',
  ],
  'HaloPSA: recurring invoice lines': [
    'Client;Item;Quantity;Unit Price;Start Date;End Date;Inactive',
    'Acme;Microsoft 365 E3;10;39,00;15/01/2024;31/10/2026;True',
    'Acme;Microsoft 365 E3;12;39,00;15/01/2024;;False',
    'Acme;Microsoft 365 E3;1;39,00;22/12/2026;;False',
  ],
};

describe('an export of a PSA', () => {
  it.each(Object.entries(exports))('bills 12 seats of 23: %s', (_psa, lines) => {
    expect(contractOf(...lines)).toEqual({
      problems: [],
      seats: 12,
      leftOut: [[2, expect.stringMatching(/Cancelled|Inactive|ended on 2026-10-31/)]],
    });
  });

  it('bills a line until its last day', () => {
    const seatsUntil = (end: string) => contractOf('Product,Seats,Ends', `SPE_E3,5,${end}`).seats;
    expect([seatsUntil('2026-11-21'), seatsUntil('2026-11-22')]).toEqual([undefined, 5]);
  });

  it.each([
    ['Do Not Bill', undefined],
    ['False', undefined],
    ['Billable', 5],
    ['No Charge', 5],
    ['', 5],
  ])('with "%s" in the column Bill bills %s seats', (bill, seats) => {
    expect(contractOf('Product,Seats,Bill', `SPE_E3,5,${bill}`).seats).toBe(seats);
  });

  it.each([
    ['a status that is not known', 'Addition Status', 'Tentative', '"Addition Status" is "Tentative", of which'],
    ['a day that is none', 'Cancelled', '31/31/2026', '"Cancelled" is "31/31/2026", which is no day'],
    ['a day that may be two', 'Effective', '03/04/2026', 'may be two days: write it as year-month-day'],
    ['an unknown column that may decide', 'Cancellation Reason', 'moved', '"Cancellation Reason" may decide'],
    ['seats that are included', 'Less Included', '3', '"Less Included" may decide'],
  ])('is refused by column with %s', (_what, header, text, problem) => {
    expect(contractOf(`Product,Seats,${header}`, `SPE_E3,5,${text}`).problems).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it('may have such a column if it is empty', () => {
    expect(contractOf('Product,Seats,Less Included,Cancellation Reason', 'SPE_E3,5,0.00,').seats).toBe(5);
  });

  it('is refused where days are written both ways', () => {
    const problems = read('Product,Seats,Effective', 'SPE_E3,5,31/12/2025', 'SPE_E3,5,12/31/2025').problems;
    expect(problems).toEqual([{ line: 3, detail: expect.stringContaining('the other way round') }]);
  });

  it.each([
    [
      '2026-11-23',
      '11/23/2026',
      '23.11.2026',
      '23-Nov-2026',
      'Nov 23, 2026',
      '2026-11-23T00:00:00',
      '11/23/2026 12:00:00 AM',
    ],
  ])('writes one day in many ways', (...days) => {
    const begins = days.map((day) => read('Product,Seats,Effective', `SPE_E3,5,"${day}"`).lines[0]?.beginsOn);
    expect(new Set(begins)).toEqual(new Set(['2026-11-23']));
  });
});
