import { describe, expect, it } from 'vitest';
import type { Screen } from '#local/cli/screen.ts';
import type { BookRow } from '#local/demo/fetch-book.ts';
import { printBook } from '#local/demo/print-book.ts';

const clean: BookRow = {
  customerId: 'cus_1',
  name: 'Fennimore Architects',
  open: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
  worst: null,
  mfaCapablePercent: null,
  secureScorePercent: null,
  stale: false,
  dataAsOf: '2026-11-22T12:00:00.000Z',
  surfaces: { users: { state: 'ok' }, 'role-schedules': { state: 'needs-license' } },
};

const printed = (...book: readonly BookRow[]): readonly string[] => {
  const lines: string[] = [];
  const screen: Pick<Screen, 'line' | 'paint'> = {
    line: (text = '') => void lines.push(text),
    paint: (_, text) => text,
  };
  // The table uses these two of a screen's functions.
  printBook(screen as Screen, book);
  return lines;
};

describe('the table of the book', () => {
  it('calls a customer clean whose surfaces were all read, or cannot be had', () => {
    expect(printed(clean)[1]).toContain('nothing open  ');
  });

  it.each(['needs-access', 'stale', 'failed', 'never-read'])(
    'never calls a customer clean while a surface is %s',
    (state) => {
      const line = printed({ ...clean, surfaces: { ...clean.surfaces, 'conditional-access': { state } } })[1];
      expect(line).toContain('nothing open in what is seen; 1 of 3 surfaces not seen');
    },
  );

  it('is quiet about an optional scope', () => {
    const surfaces = { ...clean.surfaces, 'risky-users': { state: 'needs-access', optional: true } };
    expect(printed({ ...clean, surfaces })[1]).toContain('nothing open  ');
  });

  it('says that a tenant was not read, or is refused', () => {
    expect(printed({ ...clean, dataAsOf: null })[1]).toContain('not read');
    expect(printed({ ...clean, stale: true })[1]).toContain('its credential is refused');
  });

  it('keeps the columns of every line in their places', () => {
    const [head, ...rows] = printed(clean, { ...clean, name: 'A', mfaCapablePercent: 100, secureScorePercent: 41 });
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  });
});
