import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOfCsv } from '#shared/microsoft/csv.ts';

const rows = (text: string) => [...rowsOfCsv(text)].flat();

describe('a report as CSV', () => {
  it('is keyed by column name, after the byte order mark', () => {
    expect(rows('\uFEFFDate,Name\r\n2026-11-20,Jo\r\n2026-11-21,\r\n')).toEqual([
      { Date: '2026-11-20', Name: 'Jo' },
      { Date: '2026-11-21', Name: '' },
    ]);
  });

  it('may contain commas, quotes and line breaks in quotes', () => {
    expect(rows('a,b\n"x, ""y""","1\r\n2"')).toEqual([{ a: 'x, "y"', b: '1\r\n2' }]);
  });

  it('may have no rows', () => {
    expect(rows('a,b\r\n')).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<!DOCTYPE html>\n<html></html>'],
    ['a line that was cut', 'a,b,c\n1,2'],
    ['a line that is too long', 'a,b\n1,2,3'],
    ['a stray quote', 'a,b\n1,2"x'],
  ])('is rejected with %s', (_what, text) => {
    expect(() => rows(text)).toThrow(expect.objectContaining({ code: 'MicrosoftAnswerMalformed' }));
  });

  it('returns whatever was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é') });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 600 }), (lines) => {
        const text = [['a', 'b'], ...lines].map((line) => line.map(quoted).join(',')).join('\r\n');
        expect(rows(text)).toEqual(lines.map(([a, b]) => ({ a, b })));
      }),
      { numRuns: 30 },
    );
  });
});
