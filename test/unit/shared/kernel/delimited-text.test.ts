import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DelimitedTextError, delimitedRows } from '#shared/kernel/delimited-text.ts';

const rows = (text: string, delimiter = ',') => [...delimitedRows(text, delimiter)];
const refusal = (text: string): unknown => {
  try {
    return rows(text);
  } catch (error) {
    return error;
  }
};

describe('delimitedRows', () => {
  it('returns the line on which each row begins, counting line breaks in quotes', () => {
    expect(rows('a;b\r\n"1\n2\r\n3";x\r\n;\n', ';')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1\n2\r\n3', 'x'] },
      { line: 5, fields: ['', ''] },
    ]);
  });

  it('accepts rows that end in CR, and a last row without a line end', () => {
    expect(rows('a,b\r1,2')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1', '2'] },
    ]);
    expect(rows('a,')).toEqual([{ line: 1, fields: ['a', ''] }]);
    expect(rows('')).toEqual([]);
  });

  it.each([
    ['opened and never closed', 'a,b\n1,"x\n2,y\n', 2, 'never closed'],
    ['within a field', 'a,b\n1,19" rack', 2, 'not allowed here'],
    ['followed by text', 'a,b\n\n"1"x,2', 3, 'not allowed here'],
  ])('refuses a quote that is %s and names its line', (_what, text, line, message) => {
    const error = refusal(text);
    expect(error).toBeInstanceOf(DelimitedTextError);
    expect(error).toMatchObject({ line, message: expect.stringContaining(message) });
  });

  it('returns rows as they were written, whatever they contain', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', 'é') });
    const line = fc.array(cell, { minLength: 2, maxLength: 4 });
    const written = fc.record({
      lines: fc.array(line, { maxLength: 20 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      endsInOne: fc.boolean(),
    });
    fc.assert(
      fc.property(written, ({ lines, delimiter, end, endsInOne }) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const texts = lines.map((fields) => fields.map(quoted).join(delimiter));
        const read = rows(texts.join(end) + (endsInOne && lines.length > 0 ? end : ''), delimiter);
        expect(read.map(({ fields }) => fields)).toEqual(lines);
      }),
    );
  });

  it('returns rows or an error with a valid line for any text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ') });
    fc.assert(
      fc.property(text, (given) => {
        const outcome = refusal(given);
        const lines = given.split(/\r\n|\r|\n/).length;
        const reported = Array.isArray(outcome)
          ? outcome.map(({ line }) => line)
          : [(outcome as DelimitedTextError).line];
        expect(reported.every((line) => line >= 1 && line <= lines)).toBe(true);
      }),
    );
  });
});
