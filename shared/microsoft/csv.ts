import { AppError } from '#shared/kernel/errors.ts';
import type { CsvRow } from '#shared/surfaces/define-surface.ts';

const rowsAtOnce = 500;
const malformed = (what: string): AppError => new AppError('MicrosoftAnswerMalformed', what);

/** A field, quoted or not, and what ends it. Quoted text may hold commas, line breaks and doubled quotes (RFC 4180). */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

function* linesOf(text: string): Generator<readonly string[]> {
  field.lastIndex = 0;
  let line: string[] = [];
  for (let at = 0; at < text.length; ) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (found === null) throw malformed('the report is no CSV: a quote stands where none may');
    const [whole, quoted, plain = '', end = ''] = found;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    at += whole.length;
    if (end === ',' && at < text.length) continue;
    if (end === ',') line.push('');
    yield line;
    line = [];
  }
}

/** Rows by the names of their columns, page by page. A line with fewer or more fields than there are columns was cut, and is an error. */
export function* rowsOfCsv(text: string): Generator<readonly CsvRow[]> {
  const lines = linesOf(text.replace(/^\uFEFF/, ''));
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
