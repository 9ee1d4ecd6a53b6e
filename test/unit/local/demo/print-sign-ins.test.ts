import { describe, expect, it } from 'vitest';
import type { Screen } from '#local/cli/screen.ts';
import type { SignInRow } from '#local/demo/fetch-sign-ins.ts';
import { printSignIns } from '#local/demo/print-sign-ins.ts';

const open: SignInRow = {
  name: 'Harrow & Finch Accounting',
  caption: 'One policy reaches everybody.',
  answer: 'open',
  proved: 2,
  claims: 10,
  witness: 'Jo Field signs in to any application, from a browser on Linux, anywhere: no policy asks for MFA.',
};

const printedAt = (columns: number, ...rows: readonly SignInRow[]): readonly string[] => {
  const lines: string[] = [];
  const screen: Pick<Screen, 'line' | 'paint' | 'columns'> = {
    columns,
    line: (text = '') => void lines.push(text),
    paint: (_, text) => text,
  };
  // printSignIns uses only these.
  printSignIns(screen as Screen, rows);
  return lines;
};

describe('printSignIns', () => {
  it('prints the answer, what policies read alone do not show, and the sign-in that gets in', () => {
    expect(printedAt(140, open)).toEqual([
      'Does every possible sign-in need MFA?',
      'Harrow & Finch Accounting: open, 2 of 10 claims proved',
      '  One policy reaches everybody.',
      '  Jo Field signs in to any application, from a browser on Linux, anywhere: no policy asks for MFA.',
    ]);
  });

  it('prints no sign-in where none gets in, and nothing without a customer', () => {
    expect(printedAt(140, { ...open, answer: 'proved', witness: null })).toHaveLength(3);
    expect(printedAt(140)).toEqual([]);
  });

  it.each([60, 80, 100])('breaks sentences between words at %d columns', (columns) => {
    const rows = printedAt(columns, open);
    for (const row of rows) expect(row.length, row).toBeLessThanOrEqual(columns);
    const sentence = rows.slice(3).map((row) => row.trim());
    expect(sentence.join(' ')).toBe(open.witness);
  });
});
