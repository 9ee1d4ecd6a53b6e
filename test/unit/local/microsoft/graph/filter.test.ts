import { describe, expect, it } from 'vitest';
import { FilterRefused, parseFilter } from '#local/microsoft/graph/filter.ts';

const matches = (text: string, item: Readonly<Record<string, unknown>>): boolean =>
  parseFilter(text).matches((property) => item[property]);

describe('a $filter', () => {
  it('compares instants as instants, whatever their decimals', () => {
    const item = { receivedDateTime: '2026-11-10T08:00:00Z' };
    expect(matches('receivedDateTime ge 2026-11-10T08:00:00.000Z', item)).toBe(true);
    expect(matches('receivedDateTime gt 2026-11-10T08:00:00.000Z', item)).toBe(false);
  });

  it('binds and before or, unless parentheses say otherwise', () => {
    const item = { a: 1, b: 2, c: 3 };
    expect(matches('a eq 1 or b eq 9 and c eq 9', item)).toBe(true);
    expect(matches('(a eq 1 or b eq 9) and c eq 9', item)).toBe(false);
  });

  it('reads a doubled quote as one', () => {
    expect(matches("name eq 'O''Hara'", { name: "O'Hara" })).toBe(true);
  });

  it('ignores case in text, as Graph does', () => {
    expect(matches("startswith(name,'MAR')", { name: 'Marlowe' })).toBe(true);
    expect(matches("name eq 'marlowe'", { name: 'Marlowe' })).toBe(true);
  });

  it('distinguishes null from other values', () => {
    expect(matches('mail eq null', { mail: null })).toBe(true);
    expect(matches('mail eq null', { mail: 'x' })).toBe(false);
  });

  it('lists its properties in order', () => {
    expect(parseFilter('receivedDateTime ge 2026-01-01T00:00:00Z and isDraft eq false').properties).toEqual([
      'receivedDateTime',
      'isDraft',
    ]);
  });

  it.each(["endswith(mail,'x')", 'a eq', 'a between 1', "name eq 'open", 'a eq 1 b eq 2', '(a eq 1'])(
    'refuses %s',
    (text) => {
      expect(() => parseFilter(text)).toThrow(FilterRefused);
    },
  );
});
