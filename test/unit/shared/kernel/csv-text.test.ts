import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from '#shared/kernel/csv-text.ts';
import { delimitedRows } from '#shared/kernel/delimited-text.ts';

const columns = [
  { heading: 'Name', cell: ({ name }: { name: string | null }) => name },
  { heading: 'Sum', cell: () => -12.5 },
];

describe('CSV text', () => {
  it('has a line for the headings and one for each row, ended by CR and LF', () => {
    expect(csvText(columns, [{ name: 'Ann' }, { name: null }])).toBe('Name,Sum\r\nAnn,-12.5\r\n,-12.5\r\n');
    expect(csvText(columns, [])).toBe('Name,Sum\r\n');
  });

  it('quotes cells with a comma, a quotation mark or a line break', () => {
    expect(csvText(columns, [{ name: 'Acme, "Inc."\nEast' }])).toContain('"Acme, ""Inc.""\nEast",-12.5\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x'])('makes %j text, not a formula', (name) => {
    expect(csvText(columns, [{ name }])).toMatch(/\r\n"?'/);
  });

  it.each(['x;=1+1', 'x\t@SUM(A1)', 'x\n-1', ';;+1'])('makes what follows a separator in %j text as well', (name) => {
    const text = csvText(columns, [{ name }]);
    expect(text.slice(text.indexOf('\r\n') + 2)).not.toMatch(/[;\t\n][=+\-@]/);
    expect(text).toContain("'");
  });

  it('gives back every text that does not begin like a formula', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/(^|[;\t\r\n])[=+\-@\t\r]/.test(each));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (names) => {
        const rows = names.map((name) => ({ name }));
        const [, ...read] = [...delimitedRows(csvText(columns, rows), ',')];
        expect(read.map(({ fields }) => fields)).toEqual(names.map((name) => [name, '-12.5']));
      }),
    );
  });
});
