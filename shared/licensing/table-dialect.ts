import { type DelimitedRow, delimitedRows, NotDelimited, withoutByteOrderMark } from '#shared/kernel/delimited-text.ts';
import { type Columns, columnsOf, suffice, wrongColumns } from './table-columns.ts';

export interface LineProblem {
  readonly line: number;
  readonly detail: string;
}

/** A table with its titles understood, blank lines left out. */
export interface TitledTable {
  readonly delimiter: string;
  readonly columns: Columns;
  readonly rows: readonly DelimitedRow[];
}

const delimiters = [',', ';', '\t', '|'] as const;
/** A report may begin with its title, its customer, its date. */
const linesBeforeTitles = 10;

const isBlank = ({ fields }: DelimitedRow): boolean => fields.every((field) => field.trim() === '');

/** The first rows that say anything, as far as they can be read. */
const beginning = (text: string, delimiter: string): readonly DelimitedRow[] => {
  const rows: DelimitedRow[] = [];
  try {
    for (const row of delimitedRows(text, delimiter)) {
      if (!isBlank(row)) rows.push(row);
      if (rows.length === linesBeforeTitles) break;
    }
  } catch (error) {
    if (!(error instanceof NotDelimited)) throw error;
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
    const columns = rows.find(suffice) ?? rows[0];
    return columns === undefined ? [] : [{ delimiter, columns }];
  });
  const byWidth = candidates.toSorted((one, other) => other.columns.titles.length - one.columns.titles.length);
  return byWidth.find(({ columns }) => suffice(columns)) ?? byWidth[0];
};

/** The table in a text, or the first thing that keeps it from being one. */
export const titledTable = (given: string): TitledTable | LineProblem => {
  if (given.includes('\0')) return { line: 1, detail: 'the file is not UTF-8: export it as CSV UTF-8' };
  const text = withoutByteOrderMark(given);
  try {
    const dialect = dialectOf(text);
    // Read to its end whatever its titles are: a quote that is never closed explains more than columns that are not there.
    const rows = [...delimitedRows(text, dialect?.delimiter ?? ',')].filter((row) => !isBlank(row));
    if (dialect === undefined) return { line: 1, detail: 'the file is empty' };
    const wrong = wrongColumns(dialect.columns);
    if (wrong !== undefined) return { line: dialect.columns.line, detail: wrong };
    return { ...dialect, rows: rows.filter(({ line }) => line > dialect.columns.line) };
  } catch (error) {
    if (error instanceof NotDelimited) return { line: error.line, detail: error.message };
    throw error;
  }
};
