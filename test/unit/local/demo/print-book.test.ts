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

const printedAt = (columns: number, ...book: readonly BookRow[]): readonly string[] => {
  const lines: string[] = [];
  const screen: Pick<Screen, 'line' | 'paint' | 'columns'> = {
    columns,
    line: (text = '') => void lines.push(text),
    paint: (_, text) => text,
  };
  // printBook uses only these.
  printBook(screen as Screen, book);
  return lines;
};

const printed = (...book: readonly BookRow[]): readonly string[] => printedAt(140, ...book).slice(0, -1);

describe('printBook', () => {
  const worst = {
    severity: 'critical' as const,
    problem: 'An inbox rule forwards mail to another company',
    summary: '',
  };
  const long = { ...clean, name: 'Harrow & Finch Accounting Partners of Northgate', worst };

  it.each([60, 80, 99, 100, 120, 140, 200])('prints no row wider than %d columns', (columns) => {
    for (const row of printedAt(columns, clean, long)) expect(row.length, row).toBeLessThanOrEqual(columns);
  });

  it('drops the least severe counts and the percentages below 100 columns', () => {
    const [narrow = '', wide = ''] = [printedAt(99, clean)[0], printedAt(100, clean)[0]];
    expect(narrow).toMatch(/crit high {2}med$/);
    expect(wide).toMatch(/crit high {2}med {2}low info +MFA +Score$/);
  });

  it('says in which order the customers are', () => {
    expect(printedAt(80, clean).at(-1)).toContain('Live threats first');
  });

  it('prints nothing open when all surfaces were read or lack a license', () => {
    expect(printed(clean)[1]).toContain('nothing open  ');
  });

  it.each(['needs-access', 'stale', 'failed', 'never-read'])(
    'prints the number of surfaces not read when one is %s',
    (state) => {
      const line = printed({ ...clean, surfaces: { ...clean.surfaces, 'conditional-access': { state } } })[1];
      expect(line).toContain('nothing open in what was read; 1 of 3 surfaces not read');
    },
  );

  it('ignores a surface with an optional scope', () => {
    const surfaces = { ...clean.surfaces, 'risky-users': { state: 'needs-access', optional: true } };
    expect(printed({ ...clean, surfaces })[1]).toContain('nothing open  ');
  });

  it('prints a tenant that was not read or whose credential is refused', () => {
    expect(printed({ ...clean, dataAsOf: null })[1]).toContain('not read');
    expect(printed({ ...clean, stale: true })[1]).toContain('its credential is refused');
  });

  it('prints the problem of the worst finding, not the desired state', () => {
    const worst = {
      severity: 'critical' as const,
      title: 'No rule',
      problem: 'Inbox rule forwards mail',
      summary: 'a rule of Ada',
    };
    expect(printed({ ...clean, worst })[1]).toContain('Inbox rule forwards mail');
    expect(printed({ ...clean, worst, stale: true })[1]).toContain('Inbox rule forwards mail (out of date)');
  });

  it('aligns the columns of all rows', () => {
    const [head, ...rows] = printed(clean, { ...clean, name: 'A', mfaCapablePercent: 100, secureScorePercent: 41 });
    for (const row of rows) expect(row).toHaveLength(head?.length ?? 0);
  });
});
