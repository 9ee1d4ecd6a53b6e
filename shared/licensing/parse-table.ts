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

/** A table with its header recognized and without blank lines. */
export interface ParsedTable {
  readonly delimiter: string;
  readonly columns: Columns;
  readonly rows: readonly DelimitedRow[];
}

const delimiters = [',', ';', '\t', '|'] as const;
/** A report may begin with lines for its title, customer and date. */
const maxLinesBeforeHeader = 10;
const maxBlankLinesBeforeHeader = 100;
const maxColumns = 500;
/** More lines than any contract has. The limit protects the memory from a problem file. */
const maxLines = 250_000;

const isBlank = ({ fields }: DelimitedRow): boolean => fields.every((field) => field.trim() === '');

/** The first rows that are not blank, up to a row that cannot be parsed. */
const firstRows = (text: string, delimiter: string): readonly DelimitedRow[] => {
  const rows: DelimitedRow[] = [];
  let read = 0;
  try {
    for (const row of delimitedRows(text, delimiter)) {
      read += 1;
      if (!isBlank(row)) rows.push({ ...row, fields: row.fields.slice(0, maxColumns) });
      if (rows.length === maxLinesBeforeHeader || read === maxBlankLinesBeforeHeader) break;
    }
  } catch (error) {
    if (!(error instanceof DelimitedTextError)) throw error;
    // Reading the whole table fails at the same place and reports it.
  }
  return rows;
};

interface Dialect {
  readonly delimiter: string;
  readonly columns: Columns;
}

/**
 * The delimiter with which a usable header is found, and that header; otherwise the delimiter that gives the most
 * columns.
 */
const detectDialect = (text: string): Dialect | undefined => {
  const candidates = delimiters.flatMap((delimiter) => {
    const rows = firstRows(text, delimiter).map(columnsOf);
    const columns = rows.find(hasRequiredColumns) ?? rows[0];
    return columns === undefined ? [] : [{ delimiter, columns }];
  });
  const byWidth = candidates.toSorted((one, other) => other.columns.headers.length - one.columns.headers.length);
  return byWidth.find(({ columns }) => hasRequiredColumns(columns)) ?? byWidth[0];
};

/**
 * Every row that is not blank, up to the limit. Reads to the end of the text, so that an unclosed quote is always
 * found.
 */
const readRows = (
  text: string,
  delimiter: string,
): { readonly rows: readonly DelimitedRow[]; readonly tooMany: boolean } => {
  const rows: DelimitedRow[] = [];
  let tooMany = false;
  for (const row of delimitedRows(text, delimiter)) {
    if (isBlank(row)) continue;
    if (rows.length <= maxLines) rows.push(row);
    else tooMany = true;
  }
  return { rows, tooMany };
};

/** Parses a table, or returns the first problem that makes it unreadable. */
export const parseTable = (input: string): ParsedTable | LineProblem => {
  if (input.includes('\0')) return { line: 1, detail: 'the file is not UTF-8: export it as CSV UTF-8' };
  const text = withoutByteOrderMark(input);
  try {
    const dialect = detectDialect(text);
    const { rows, tooMany } = readRows(text, dialect?.delimiter ?? ',');
    if (dialect === undefined) return { line: 1, detail: 'the file is empty' };
    const { columns } = dialect;
    const problem = columnProblem(columns);
    if (problem !== undefined) return { line: columns.line, detail: problem };
    if (tooMany) return { line: columns.line, detail: `there are more than ${maxLines} lines` };
    return { ...dialect, rows: rows.filter(({ line }) => line > columns.line) };
  } catch (error) {
    if (error instanceof DelimitedTextError) return { line: error.line, detail: error.message };
    throw error;
  }
};
