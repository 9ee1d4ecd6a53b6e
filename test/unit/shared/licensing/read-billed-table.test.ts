import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysBilled } from '#shared/licensing/line-terms.ts';
import { readBilledTable } from '#shared/licensing/read-billed-table.ts';
import { contractLines, tableDialects, writeTable } from '#test/support/billed-tables.ts';

const read = (text: string) => readBilledTable(text, 'USD');
const problems = (...lines: string[]) => read(lines.join('\n')).problems;
const titles = 'Product,Quantity,Unit Price,Currency,Company';

describe('a table of what a PSA bills', () => {
  it('returns the lines with their line numbers', () => {
    expect(read('Product,Quantity\r\nMicrosoft 365 E3,12\r\n\r\n"Exchange Online (Plan 1)","1,200"\r\n')).toEqual({
      problems: [],
      lines: [
        { line: 2, products: ['Microsoft 365 E3'], seats: 12, unitPriceCents: null, ...alwaysBilled },
        { line: 4, products: ['Exchange Online (Plan 1)'], seats: 1200, unitPriceCents: null, ...alwaysBilled },
      ],
    });
  });

  it('collects the product from every product column, and parses prices with a currency sign', () => {
    const { lines } = read(
      'SKU;Part Number;Product Name;Seats;Unit price (USD)\nX1;SPE_E3;M365 E3;5,00;US$ 1.039,50\n',
    );
    expect(lines).toMatchObject([
      { line: 2, products: ['X1', 'SPE_E3', 'M365 E3'], seats: 5, unitPriceCents: 103_950 },
    ]);
  });

  it('reads the same contract from any CSV dialect', () => {
    const products = ['SPE_E3', 'Microsoft 365 E5 | annual', 'Exchange; Online, "Plan 1"', 'a\tb'];
    fc.assert(
      fc.property(contractLines(products), tableDialects, (agreed, dialect) => {
        const { text, at } = writeTable(agreed, dialect);
        expect(read(text)).toEqual({
          problems: [],
          lines: agreed.map(({ product, seats, cents }, index) => ({
            line: at[index],
            products: [product.trim()],
            seats,
            unitPriceCents: cents,
            ...alwaysBilled,
          })),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('reports a line number for any garbage', () => {
    const bits = fc.constantFrom(
      'Product',
      'Seats',
      'SPE_E3',
      '5',
      '-5',
      '1.5',
      ',',
      ';',
      '\t',
      '"',
      '\n',
      '\r\n',
      '\0',
      '€',
      ' ',
      'x',
    );
    const garbage = fc.array(bits, { maxLength: 60 }).map((parts) => parts.join(''));
    const beneathTitles = garbage.map((text) => `Product,Seats\n${text}`);
    fc.assert(
      fc.property(fc.oneof(garbage, beneathTitles, fc.string({ unit: 'binary' })), (text) => {
        const { lines, problems: found } = read(text);
        const count = text.split(/\r\n|\r|\n/).length;
        expect(lines.length + found.length).toBeGreaterThan(0);
        for (const { line } of [...lines, ...found]) expect(line >= 1 && line <= count).toBe(true);
        for (const { detail } of found) expect(detail.length).toBeGreaterThan(0);
        for (const { seats } of lines) expect(Number.isSafeInteger(seats) && seats >= 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', [''], 1, 'the file is empty'],
    ['UTF-16', ['P\0r\0'], 1, 'is not UTF-8'],
    ['one column', ['Product', 'SPE_E3'], 1, 'no columns were found'],
    [
      'other columns',
      ['Name of it,Amount', 'SPE_E3,5'],
      1,
      'the columns are "Name of it", "Amount": a contract needs a product column',
    ],
    [
      'two columns of seats',
      ['Product,Quantity,Users', 'SPE_E3,5,6'],
      1,
      '"Quantity", "Users" are several columns for the seats',
    ],
    ['titles alone', [titles], 1, 'no line below the header'],
    ['an open quote', ['Product,Seats', 'SPE_E3,5', '"SPE_E5,5', 'SPB,1'], 3, 'never closed'],
    ['a quote within', ['Product,Seats', 'SPE_E3 "E3",5'], 2, 'a quote is not allowed here'],
    ['a line that was cut', ['Product,Seats', 'SPE_E3'], 2, 'the row has 1 fields and the header has 2'],
    ['a line too long', ['Product,Seats', 'SPE_E3,5,6'], 2, 'the row has 3 fields and the header has 2'],
    ['no product', ['Product,Seats', ' ,5'], 2, 'there is no product'],
    ['no seats', ['Product,Seats', 'SPE_E3,'], 2, 'no number of seats'],
    ['seats in words', ['Product,Seats', 'SPE_E3,five'], 2, 'is not a number'],
    ['negative seats', ['Product,Seats', 'SPE_E3,-5'], 2, 'seats is negative'],
    ['seats in brackets', ['Product,Seats', 'SPE_E3,(5)'], 2, 'seats is negative'],
    ['half a seat', ['Product,Seats', 'SPE_E3,1.5'], 2, 'is not a whole number'],
    ['too many seats', ['Product,Seats', 'SPE_E3,99999999'], 2, 'more than 10000000 seats'],
    ['a negative price', [titles, 'SPE_E3,5,-1.00,USD,Acme'], 2, 'price is negative'],
    ['a price in words', [titles, 'SPE_E3,5,free,USD,Acme'], 2, 'price is not a number'],
    ['half a cent', [titles, 'SPE_E3,5,1.005,USD,Acme'], 2, 'fractions of a cent'],
    ['another currency', [titles, 'SPE_E3,5,1.00,EUR,Acme'], 2, 'the price is in EUR: prices must be in USD'],
    ['another sign', [titles, 'SPE_E3,5,€1.00,,Acme'], 2, 'the price is in EUR'],
    ['no currency', [titles, 'SPE_E3,5,1.00,Florins,Acme'], 2, 'the price is in FLORINS'],
    ['a title in another currency', ['Product,Seats,Price (GBP)', 'SPE_E3,5,1.00'], 2, 'the price is in GBP'],
    [
      'decimals in two habits',
      ['Product,Seats,Price', 'SPE_E3,5,1.50', 'SPB,5,"1,50"'],
      3,
      'use "." as the decimal separator',
    ],
    [
      'another customer',
      [titles, 'SPB,1,,,Acme', 'SPB,1,,,Birch'],
      3,
      '"Birch" is not "Acme": a contract is for one customer',
    ],
  ])('reports %s with its line', (_what, lines, line, detail) => {
    const found = problems(...lines);
    expect(found).toEqual([{ line, detail: expect.stringContaining(detail) }]);
  });

  it('lists all problems in the order of the lines', () => {
    const found = problems('Product,Seats,Client', 'SPE_E3,-5,Acme', 'SPB,1,Birch', ',1,Acme', 'SPB,x,Acme');
    expect(found.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  it('reports a problem for a table of nothing but lines, blanks or columns', () => {
    const detailOf = (text: string) => read(text).problems.map(({ detail }) => detail);
    expect(detailOf('\n'.repeat(200_000))).toEqual(['the file is empty']);
    expect(detailOf(`Product,Seats\n${','.repeat(200_000)}`)).toEqual([expect.stringContaining('no line below')]);
    expect(detailOf(','.repeat(200_000))).toEqual([expect.stringContaining('a contract needs a product column')]);
    expect(detailOf(`a${',a'.repeat(100_000)}`)).toEqual([
      expect.stringContaining('a contract needs a product column'),
    ]);
    expect(detailOf(`Product,Seats\n${'a\n'.repeat(250_001)}`)).toEqual([expect.stringContaining('more than 250000')]);
  });

  it('truncates what it quotes from the file', () => {
    const [problem] = problems(`${'x'.repeat(100_000)},${'y'.repeat(100_000)}`);
    expect(problem?.detail.length).toBeLessThan(400);
  });

  it('infers the decimal separator from the other numbers: 1.200 is 1200 with decimal commas, and a problem with decimal points', () => {
    const table = (price: string) => `Product\tSeats\tPrice\nSPE_E3\t1.200\t${price}\n`;
    expect(read(table('39,00')).lines).toMatchObject([{ seats: 1200 }]);
    expect(read(table('39.00')).problems).toEqual([{ line: 2, detail: expect.stringContaining('not a whole number') }]);
    expect(read('Product;Seats\nSPE_E3;1.200').lines).toMatchObject([{ seats: 1200 }]);
  });
});
