import type { DelimitedRow } from '#shared/kernel/delimited-text.ts';
import { dayOrderOf, type LineTerms, parseTerms } from './line-terms.ts';
import { currenciesIn, parseCents, stripCurrency } from './parse-amount.ts';
import type { DayOrder } from './parse-day.ts';
import { type DecimalSeparator, inferDecimalSeparator, parseNumber } from './parse-number.ts';
import { type LineProblem, type ParsedTable, parseTable } from './parse-table.ts';
import { type ColumnKind, type Columns, quoteHeaders, truncate, undecidedColumns } from './table-columns.ts';

/** One billed line of a PSA export, not yet matched with a SKU. */
export interface BilledLine extends LineTerms {
  readonly line: number;
  /** The texts that identify the product: name, part number, id. At least one. */
  readonly products: readonly string[];
  readonly seats: number;
  /** As in the export, for whatever period it bills; null when it has no price. */
  readonly unitPriceCents: number | null;
}

export interface BilledTable {
  readonly lines: readonly BilledLine[];
  /** In the order of the lines. A table with a problem must not be used. */
  readonly problems: readonly LineProblem[];
}

/** Why a cell or a row cannot be read. */
interface CellProblem {
  readonly problem: string;
}

/** More seats than any customer licenses. */
export const maxSeats = 10_000_000;

/**
 * The decimal separator of the table. A number with only one possible reading decides for all numbers. Without one, a
 * table with semicolons is assumed to use decimal commas.
 */
const separatorOf = ({ columns: { positions }, rows, delimiter }: ParsedTable): DecimalSeparator | LineProblem => {
  let found: DecimalSeparator | undefined;
  for (const { line, fields } of rows) {
    for (const at of [...positions.seats, ...positions.price]) {
      const text = stripCurrency(fields[at] ?? '');
      const separator = inferDecimalSeparator(text);
      if (separator === undefined || parseNumber(text, separator) === undefined) continue;
      found ??= separator;
      if (separator !== found) return { line, detail: `earlier lines use "${found}" as the decimal separator` };
    }
  }
  return found ?? (delimiter === ';' ? ',' : '.');
};

const cellText = ({ positions }: Columns, { fields }: DelimitedRow, kind: ColumnKind): string =>
  (fields[positions[kind][0] ?? -1] ?? '').trim();

const parseSeats = (text: string, separator: DecimalSeparator): number | CellProblem => {
  if (text === '') return { problem: 'there is no number of seats' };
  const seats = parseNumber(text, separator);
  if (seats === undefined) return { problem: 'the number of seats is not a number' };
  if (seats.isNegative && (seats.integer > 0 || seats.fraction !== '')) {
    return { problem: 'the number of seats is negative' };
  }
  if (seats.fraction !== '') return { problem: 'the number of seats is not a whole number' };
  return seats.integer > maxSeats ? { problem: `there are more than ${maxSeats} seats` } : seats.integer;
};

/** The currency of a row, from its cells or the header, if it is not `currency`; otherwise undefined. */
const otherCurrency = (columns: Columns, row: DelimitedRow, currency: string): string | undefined => {
  const stated = cellText(columns, row, 'currency').toUpperCase();
  const named = [
    stated === '' ? undefined : (currenciesIn(stated) ?? [truncate(stated)]),
    currenciesIn(cellText(columns, row, 'price')),
    currenciesIn(columns.headers[columns.positions.price[0] ?? -1] ?? ''),
  ];
  return named.find((currencies) => currencies !== undefined && !currencies.includes(currency))?.[0];
};

const parsePrice = (
  columns: Columns,
  row: DelimitedRow,
  separator: DecimalSeparator,
  currency: string,
): number | null | CellProblem => {
  const other = otherCurrency(columns, row, currency);
  if (other !== undefined) return { problem: `the price is in ${other}: prices must be in ${currency}` };
  const price = cellText(columns, row, 'price');
  return price === '' ? null : parseCents(price, separator);
};

/** How the numbers and days of a table are written. */
interface Habits {
  readonly separator: DecimalSeparator;
  readonly dayOrder: DayOrder | undefined;
}

const parseLine = (
  columns: Columns,
  row: DelimitedRow,
  { separator, dayOrder }: Habits,
  currency: string,
): BilledLine | CellProblem => {
  const { headers, positions } = columns;
  const hasExtraFields = row.fields.slice(headers.length).some((field) => field.trim() !== '');
  if (row.fields.length < headers.length || hasExtraFields) {
    return { problem: `the row has ${row.fields.length} fields and the header has ${headers.length}` };
  }
  const products = positions.product.flatMap((at) => (row.fields[at] ?? '').trim() || []);
  if (products.length === 0) return { problem: 'there is no product' };
  const seats = parseSeats(cellText(columns, row, 'seats'), separator);
  if (typeof seats === 'object') return seats;
  const unitPriceCents = parsePrice(columns, row, separator, currency);
  if (typeof unitPriceCents === 'object' && unitPriceCents !== null) return unitPriceCents;
  const terms = parseTerms(columns, row, dayOrder);
  if ('problem' in terms) return terms;
  return { line: row.line, products, seats, unitPriceCents, ...terms };
};

const otherCompanyText = (name: string, own: string): string =>
  `"${truncate(name)}" is not "${truncate(own)}": a contract is for one customer`;

/** A contract is of one customer: a problem for each line that names another company. */
const otherCompanies = ({ columns, rows }: ParsedTable): readonly LineProblem[] => {
  const named = rows
    .map((row) => ({ line: row.line, name: cellText(columns, row, 'company') }))
    .filter(({ name }) => name !== '');
  const own = named[0]?.name;
  return named
    .filter(({ name }) => name !== own)
    .map(({ line, name }) => ({ line, detail: otherCompanyText(name, own ?? '') }));
};

/**
 * Reads a PSA export: delimited by commas, semicolons, tabs or bars; quoted or not; with decimal points or commas; with
 * or without thousands separators, a byte order mark, lines above the header and unknown columns. Prices must be in
 * `currency`.
 */
export const readBilledTable = (text: string, currency: string): BilledTable => {
  const table = parseTable(text);
  if ('detail' in table) return { lines: [], problems: [table] };
  const separator = separatorOf(table);
  if (typeof separator === 'object') return { lines: [], problems: [separator] };
  const dayOrder = dayOrderOf(table);
  if (typeof dayOrder === 'object') return { lines: [], problems: [dayOrder] };
  const { columns, rows } = table;
  const undecided = undecidedColumns(columns, rows);
  if (undecided.length > 0) {
    const detail = `${quoteHeaders(undecided)} may decide what is billed, and is not understood: leave it out, or name it Begins, Ends or Status`;
    return { lines: [], problems: [{ line: columns.line, detail }] };
  }
  const lines: BilledLine[] = [];
  const problems: LineProblem[] = [...otherCompanies(table)];
  if (rows.length === 0) problems.push({ line: columns.line, detail: 'there is no line below the header' });
  for (const row of rows) {
    const read = parseLine(columns, row, { separator, dayOrder }, currency);
    if ('problem' in read) problems.push({ line: row.line, detail: read.problem });
    else lines.push(read);
  }
  return { lines, problems: problems.toSorted((one, other) => one.line - other.line) };
};
