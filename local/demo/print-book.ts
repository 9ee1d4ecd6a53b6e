import type { Screen } from '#local/cli/screen.ts';
import type { BookRow } from './fetch-book.ts';

const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
type Severity = (typeof severities)[number];
const heads: Readonly<Record<Severity, string>> = {
  critical: 'crit',
  high: 'high',
  medium: 'med',
  low: 'low',
  info: 'info',
};
const countWidth = 5;
const percentWidth = 7;
const colors = { critical: 'red', high: 'yellow', medium: 'cyan', low: 'dim', info: 'dim' } as const;

/** Below this width the columns that matter least are dropped, so that the problem stays readable. */
const narrowColumns = 100;
const widestProblem = 70;
const narrowestProblem = 8;

interface Layout {
  readonly name: number;
  readonly problem: number;
  readonly severities: readonly Severity[];
  readonly hasPercents: boolean;
}

/** How wide each column is, so that a row has at most so many columns. */
const layoutFor = (columns: number, names: readonly string[]): Layout => {
  const isNarrow = columns < narrowColumns;
  const shown = isNarrow ? severities.slice(0, 3) : severities;
  const longestName = Math.max(8, ...names.map(({ length }) => length));
  const name = Math.min(isNarrow ? 26 : 30, Math.max(8, Math.floor(columns / 3)), longestName);
  const rest = columns - name - 3 - countWidth * shown.length - (isNarrow ? 0 : 1 + 2 * percentWidth + 1);
  const problem = Math.min(widestProblem, Math.max(narrowestProblem, rest));
  return { name, problem, severities: shown, hasPercents: !isNarrow };
};

const cell = (text: string, width: number): string =>
  (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);

const percent = (value: number | null): string =>
  (value === null ? '–' : `${Math.round(value)} %`).padStart(percentWidth);

const count = (screen: Screen, severity: Severity, value: number): string => {
  const text = String(value).padStart(countWidth);
  return value === 0 ? screen.paint('dim', text) : screen.paint(colors[severity], text);
};

const isSeverity = (text: string): text is Severity => severities.some((one) => one === text);

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

const worstOf = (screen: Screen, line: BookRow, width: number): string => {
  const { worst, stale } = line;
  if (worst === null) return cell(withoutFinding(line), width);
  const text = cell(stale ? `${worst.problem} (out of date)` : worst.problem, width);
  return isSeverity(worst.severity) ? screen.paint(colors[worst.severity], text) : text;
};

/**
 * Prints the book: customer, the problem of its worst finding, open findings by severity, MFA and Secure Score. A
 * narrow screen gets fewer columns.
 */
export const printBook = (screen: Screen, book: readonly BookRow[]): void => {
  const layout = layoutFor(
    screen.columns,
    book.map(({ name }) => name),
  );
  const row = (name: string, problem: string, counts: readonly string[], percents: readonly string[]): string =>
    `${name}  ${problem} ${counts.join('')}${layout.hasPercents ? ` ${percents.join(' ')}` : ''}`;
  const names = layout.severities.map((severity) => heads[severity].padStart(countWidth));
  const titles = ['MFA', 'Score'].map((title) => title.padStart(percentWidth));
  const head = row('Customer'.padEnd(layout.name), 'Worst problem'.padEnd(layout.problem), names, titles);
  screen.line(screen.paint('bold', head));
  for (const line of book) {
    const counts = layout.severities.map((severity) => count(screen, severity, line.open[severity]));
    const percents = [percent(line.mfaCapablePercent), percent(line.secureScorePercent)];
    screen.line(row(cell(line.name, layout.name), worstOf(screen, line, layout.problem), counts, percents));
  }
  screen.line(screen.paint('dim', 'Live threats first, then severity and number of findings.'));
};
