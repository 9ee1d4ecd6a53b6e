import { DelimitedTextError, delimitedRows, withoutByteOrderMark } from '#shared/kernel/delimited-text.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CsvRow } from '#shared/surfaces/define-surface.ts';

const rowsAtOnce = 500;
const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

function* linesOf(text: string): Generator<readonly string[]> {
  try {
    for (const { fields } of delimitedRows(withoutByteOrderMark(text), ',')) yield fields;
  } catch (error) {
    if (error instanceof DelimitedTextError) throw malformed(`the report is no CSV: ${error.message}`);
    throw error;
  }
}

/** Rows by the names of their columns, page by page. A line with fewer or more fields than there are columns was cut, and is an error. */
export function* rowsOfCsv(text: string): Generator<readonly CsvRow[]> {
  const lines = linesOf(text);
  const first = lines.next();
  const columns = first.done === true ? [] : first.value;
  if (columns.length < 2) throw malformed('the report is no CSV: it begins without columns');
  let rows: CsvRow[] = [];
  for (const line of lines) {
    if (line.length === 1 && line[0] === '') continue;
    if (line.length !== columns.length) {
      throw malformed(`a line of the report has ${line.length} fields, and there are ${columns.length} columns`);
    }
    rows.push(Object.fromEntries(columns.map((name, index) => [name, line[index] ?? ''])));
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}
