import {
  type DelimitedRow,
  DelimitedTextError,
  delimitedRows,
  withoutByteOrderMark,
} from '#shared/kernel/delimited-text.ts';
import { type Columns, columnProblem, columnsOf, hasRequiredColumns } from './table-columns.ts';

export interface LineProblem {
  readonly line: number;
  readonly detail: string;
}

/** A table with its titles understood, blank lines left out. */
export interface ParsedTable {
  readonly delimiter: string;
  readonly columns: Columns;
  readonly rows: readonly DelimitedRow[];
}

const delimiters = [',', ';', '\t', '|'] as const;
/** A report may begin with its title, its customer, its date. */
const linesBeforeTitles = 10;
const blankLinesBeforeTitles = 100;
const columnsAtMost = 500;
/** More than any contract has; what is larger by mistake must not fill the memory. */
const linesAtMost = 250_000;

const isBlank = ({ fields }: DelimitedRow): boolean => fields.every((field) => field.trim() === '');

/** The first rows that say anything, as far as they can be read. */
const beginning = (text: string, delimiter: string): readonly DelimitedRow[] => {
  const rows: DelimitedRow[] = [];
  let read = 0;
  try {
    for (const row of delimitedRows(text, delimiter)) {
      read += 1;
      if (!isBlank(row)) rows.push({ ...row, fields: row.fields.slice(0, columnsAtMost) });
      if (rows.length === linesBeforeTitles || read === blankLinesBeforeTitles) break;
    }
  } catch (error) {
    if (!(error instanceof DelimitedTextError)) throw error;
    // Whoever reads all of it meets the same place again, and says where it is.
  }
  return rows;
};

interface Dialect {
  readonly delimiter: string;
  readonly columns: Columns;
}

/** The delimiter under which a row of titles makes sense, and that row; where none does, the one under which the table has most columns. */
const dialectOf = (text: string): Dialect | undefined => {
  const candidates = delimiters.flatMap((delimiter) => {
    const rows = beginning(text, delimiter).map(columnsOf);
    const columns = rows.find(hasRequiredColumns) ?? rows[0];
    return columns === undefined ? [] : [{ delimiter, columns }];
  });
  const byWidth = candidates.toSorted((one, other) => other.columns.headers.length - one.columns.headers.length);
  return byWidth.find(({ columns }) => hasRequiredColumns(columns)) ?? byWidth[0];
};

/** Every row that says something, and whether there are more of them than are taken. It reads to the end, so that an open quote is found wherever it is. */
const rowsIn = (
  text: string,
  delimiter: string,
): { readonly rows: readonly DelimitedRow[]; readonly tooMany: boolean } => {
  const rows: DelimitedRow[] = [];
  let tooMany = false;
  for (const row of delimitedRows(text, delimiter)) {
    if (isBlank(row)) continue;
    if (rows.length <= linesAtMost) rows.push(row);
    else tooMany = true;
  }
  return { rows, tooMany };
};

/** The table in a text, or the first thing that keeps it from being one. */
export const parseTable = (given: string): ParsedTable | LineProblem => {
  if (given.includes('\0')) return { line: 1, detail: 'the file is not UTF-8: export it as CSV UTF-8' };
  const text = withoutByteOrderMark(given);
  try {
    const dialect = dialectOf(text);
    const { rows, tooMany } = rowsIn(text, dialect?.delimiter ?? ',');
    if (dialect === undefined) return { line: 1, detail: 'the file is empty' };
    const { columns } = dialect;
    const wrong = columnProblem(columns);
    if (wrong !== undefined) return { line: columns.line, detail: wrong };
    if (tooMany) return { line: columns.line, detail: `there are more than ${linesAtMost} lines` };
    return { ...dialect, rows: rows.filter(({ line }) => line > columns.line) };
  } catch (error) {
    if (error instanceof DelimitedTextError) return { line: error.line, detail: error.message };
    throw error;
  }
};
