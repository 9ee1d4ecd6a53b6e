import type { Screen } from '#local/cli/screen.ts';
import type { BookRow } from './fetch-book.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
const colors = { critical: 'red', high: 'yellow', medium: 'cyan', low: 'dim', info: 'dim' } as const;

/** Keeps a row within the width of a terminal. */
const findingWidth = 58;
const cell = (text: string, width: number): string =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);

const percent = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} %`).padStart(7);

const count = (screen: Screen, severity: (typeof severities)[number], value: number): string => {
  const text = String(value).padStart(5);
  return value === 0 ? screen.paint('dim', text) : screen.paint(colors[severity], text);
};

const isSeverity = (text: string): text is (typeof severities)[number] => severities.some((one) => one === text);

/**
 * Counts surfaces that were not read, which is shown next to "nothing open". A missing license or an optional scope
 * does not count.
 */
const unreadSurfaces = ({ surfaces }: BookRow): number =>
  Object.values(surfaces).filter(({ state, optional }) => !['ok', 'needs-license'].includes(state) && optional !== true)
    .length;

const withoutFinding = (line: BookRow): string => {
  if (line.stale) return 'could not be read: its credential is refused';
  if (line.dataAsOf === null) return 'not read';
  const all = Object.keys(line.surfaces).length;
  return unreadSurfaces(line) === 0
    ? 'nothing open'
    : `nothing open in what was read; ${unreadSurfaces(line)} of ${all} surfaces not read`;
};

const worstOf = (screen: Screen, line: BookRow): string => {
  const { worst, stale } = line;
  if (worst === null) return cell(withoutFinding(line), findingWidth);
  const text = cell(stale ? `${worst.problem} (out of date)` : worst.problem, findingWidth);
  return isSeverity(worst.severity) ? screen.paint(colors[worst.severity], text) : text;
};

/** Prints the book, worst first: customer, worst finding, findings by severity, MFA and Secure Score. */
export const printBook = (screen: Screen, book: readonly BookRow[]): void => {
  const nameWidth = Math.min(30, Math.max(8, ...book.map(({ name }) => name.length)));
  const heads = ['crit', 'high', 'med', 'low', 'info'].map((head) => head.padStart(5)).join('');
  const head = `${'Customer'.padEnd(nameWidth)}  ${'Worst finding'.padEnd(findingWidth)} ${heads}     MFA   Score`;
  screen.line(screen.paint('bold', head));
  for (const line of book) {
    const counts = severities.map((severity) => count(screen, severity, line.open[severity])).join('');
    const numbers = `${percent(line.mfaCapablePercent)} ${percent(line.secureScorePercent)}`;
    screen.line(`${cell(line.name, nameWidth)}  ${worstOf(screen, line)} ${counts} ${numbers}`);
  }
};
