import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDecimalSeparator, parseNumber } from '#shared/licensing/parse-number.ts';

describe('the decimal separator of a number', () => {
  it.each([
    ['12.50', '.'],
    ['12,50', ','],
    ['1,200.00', '.'],
    ['1.200,00', ','],
    ['1,200,000', '.'],
    ['1.200.000', ','],
    ['0.125', '.'],
    ['0,125', ','],
    ['1200.500', '.'],
    ['25.0000', '.'],
    ['1 200,5', ','],
    ['(3.5)', '.'],
  ])('of %s is %s', (text, mark) => {
    expect(inferDecimalSeparator(text)).toBe(mark);
  });

  it.each(['25', '1,200', '1.200', '-1,200', '1 200', "1'200", '', 'many'])('of %s is ambiguous', (text) => {
    expect(inferDecimalSeparator(text)).toBeUndefined();
  });
});

describe('parsing a number', () => {
  it.each([
    ['1,200', '.', { isNegative: false, integer: 1200, fraction: '' }],
    ['1.200', '.', { isNegative: false, integer: 1, fraction: '2' }],
    ['1.200', ',', { isNegative: false, integer: 1200, fraction: '' }],
    ['1\u00A0200,50', ',', { isNegative: false, integer: 1200, fraction: '5' }],
    ["1'200", '.', { isNegative: false, integer: 1200, fraction: '' }],
    ['-5', '.', { isNegative: true, integer: 5, fraction: '' }],
    ['5-', '.', { isNegative: true, integer: 5, fraction: '' }],
    ['(5)', '.', { isNegative: true, integer: 5, fraction: '' }],
    ['+5.00', '.', { isNegative: false, integer: 5, fraction: '' }],
  ] as const)('parses %s with the separator %s', (text, mark, number) => {
    expect(parseNumber(text, mark)).toEqual(number);
  });

  it.each(['', 'ten', '1,20', '1,2000', '12.5.1', '1e3', '0x10', '1 2', '--5', '9'.repeat(20)])(
    'rejects %s',
    (text) => {
      expect(parseNumber(text, '.')).toBeUndefined();
    },
  );

  it('parses back any formatted number, with either separator', () => {
    const written = fc.record({
      integer: fc.nat(99_999_999),
      cents: fc.nat(99),
      decimals: fc.constantFrom(0, 2),
      mark: fc.constantFrom('.', ','),
      group: fc.constantFrom('', ' ', '\u00A0', "'", 'other'),
    });
    fc.assert(
      fc.property(written, ({ integer, cents, decimals, mark, group }) => {
        const sign = group === 'other' ? (mark === '.' ? ',' : '.') : group;
        const grouped = String(integer).replaceAll(/\B(?=(\d{3})+$)/g, sign);
        const text = decimals === 0 ? grouped : `${grouped}${mark}${String(cents).padStart(2, '0')}`;
        const fraction = decimals === 0 ? '' : String(cents).padStart(2, '0').replace(/0+$/, '');
        expect(parseNumber(text, mark)).toEqual({ isNegative: false, integer, fraction });
        if (decimals === 2) expect(inferDecimalSeparator(text)).toBe(mark);
        else expect([mark, undefined]).toContain(inferDecimalSeparator(text));
      }),
    );
  });
});

describe('a text that is far longer than a number', () => {
  it('is no number, and costs no time', () => {
    const start = performance.now();
    expect(parseNumber(`1.${'0'.repeat(200_000)}1`, '.')).toBeUndefined();
    expect(parseNumber('1'.repeat(200_000), '.')).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('is a number up to 60 characters', () => {
    expect(parseNumber(`1.${'0'.repeat(57)}1`, '.')).toMatchObject({ integer: 1 });
    expect(parseNumber(`1.${'0'.repeat(58)}1`, '.')).toBeUndefined();
  });
});
