/** One column of a file: its heading, and the cell of a row. Null is an empty cell. */
export interface CsvColumn<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string | number | null;
}

/**
 * A spreadsheet runs a cell that begins with one of these as a formula. An apostrophe before it makes it text. In many
 * languages a semicolon begins a cell too, and a tab or a line break may.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const opensFormula = /(^|[;\t\r\n])(?=[=+\-@\t\r])/g;

const cellText = (value: string | number | null): string => {
  const text = typeof value === 'string' ? value.replace(opensFormula, "$1'") : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Text as RFC 4180 defines CSV, with a heading line. Numbers are written as they are, so that they can be summed. */
export const csvText = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ cell }) => cell(row)))]
    .map((cells) => `${cells.map(cellText).join(',')}\r\n`)
    .join('');
