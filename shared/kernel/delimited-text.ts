/** A row of fields, and the line of the text on which it begins, counted from 1. */
export interface DelimitedRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The text is not a delimited table: `line` says where and the message says why. */
export class DelimitedTextError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

export const withoutByteOrderMark = (text: string): string => text.replace(/^\uFEFF/, '');

interface Field {
  readonly value: string;
  /** The position after the field: of the delimiter, of the line end, or of the end of the text. */
  readonly end: number;
}

/** The position of the quote that closes a field, or -1 where there is none. Doubled quotes are part of the field. */
const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
};

const quotedField = (text: string, at: number, line: number): Field => {
  const close = closingQuote(text, at + 1);
  if (close === -1) throw new DelimitedTextError(line, 'a quote is never closed');
  return { value: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 };
};

const plainField = (text: string, at: number, line: number, delimiter: string): Field => {
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') {
    if (text[end] === '"') throw new DelimitedTextError(line, 'a quote is not allowed here');
    end += 1;
  }
  return { value: text.slice(at, end), end };
};

/** The number of characters that end the line at this position; 0 where the line goes on. */
const lineEnd = (text: string, at: number): number =>
  text[at] === '\n' ? 1 : text[at] === '\r' ? (text[at + 1] === '\n' ? 2 : 1) : 0;

const linesWithin = (value: string): number => value.match(/\r\n|\r|\n/g)?.length ?? 0;

/**
 * The rows of a delimited table (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180). Quoted fields may contain
 * delimiters, line breaks and doubled quotes. Lines end in CRLF, LF or CR. The text is read in one pass without
 * backtracking, so a quote that is never closed costs no more than any other text. Throws `DelimitedTextError`.
 */
export function* delimitedRows(text: string, delimiter: string): Generator<DelimitedRow> {
  let [line, firstLine, at] = [1, 1, 0];
  let fields: string[] = [];
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const field = isQuoted ? quotedField(text, at, line) : plainField(text, at, line, delimiter);
    fields.push(field.value);
    if (isQuoted) line += linesWithin(field.value);
    at = field.end;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      fields.push('');
    }
    const ended = lineEnd(text, at);
    if (ended === 0 && at < text.length) throw new DelimitedTextError(line, 'a quote is not allowed here');
    yield { line: firstLine, fields };
    [fields, at, line] = [[], at + ended, line + 1];
    firstLine = line;
  }
}
