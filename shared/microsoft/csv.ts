import { DelimitedTextError, delimitedRows, withoutByteOrderMark } from '#shared/kernel/delimited-text.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CsvRow } from '#shared/surfaces/define-surface.ts';

const rowsPerPage = 500;
const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

function* linesOf(text: string): Generator<readonly string[]> {
  try {
    for (const { fields } of delimitedRows(withoutByteOrderMark(text), ',')) yield fields;
  } catch (error) {
    if (error instanceof DelimitedTextError) throw malformed(`the report is not CSV: ${error.message}`);
    throw error;
  }
}

/**
 * Rows keyed by column name, page by page. A line whose number of fields differs from the number of columns was cut off
 * and is an error.
 */
export function* rowsOfCsv(text: string): Generator<readonly CsvRow[]> {
  const lines = linesOf(text);
  const first = lines.next();
  const columns = first.done === true ? [] : first.value;
  if (columns.length < 2) throw malformed('the report is not CSV: it has no columns');
  let rows: CsvRow[] = [];
  for (const line of lines) {
    if (line.length === 1 && line[0] === '') continue;
    if (line.length !== columns.length) {
      throw malformed(`a line of the report has ${line.length} fields, but there are ${columns.length} columns`);
    }
    rows.push(Object.fromEntries(columns.map((name, index) => [name, line[index] ?? ''])));
    if (rows.length < rowsPerPage) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}
