import type { DelimitedRow } from '#shared/kernel/delimited-text.ts';
import { currenciesIn, parseCents, stripCurrency } from './parse-amount.ts';
import { type DecimalSeparator, inferDecimalSeparator, parseNumber } from './parse-number.ts';
import { type LineProblem, type ParsedTable, parseTable } from './parse-table.ts';
import { type ColumnKind, type Columns, truncate } from './table-columns.ts';

/** One line of what a PSA bills, not yet matched with a SKU. */
export interface BilledLine {
  readonly line: number;
  /** Whatever names the product: its name, part number, id. At least one. */
  readonly products: readonly string[];
  readonly seats: number;
  /** As the PSA states it, for whatever period it bills; null where it states none. */
  readonly unitPriceCents: number | null;
}

export interface BilledTable {
  readonly lines: readonly BilledLine[];
  /** In the order of the lines. Where there is one, nothing may be made of the table. */
  readonly problems: readonly LineProblem[];
}

interface Wrong {
  readonly wrong: string;
}

/** More than anybody licenses. */
export const maxSeats = 10_000_000;

/**
 * Where the decimals of this table's numbers stand: one number that can be read in one way only decides for all. Without one, semicolons are the habit of
 * those who write decimals behind a comma.
 */
const decimalMark = ({ columns: { positions }, rows, delimiter }: ParsedTable): DecimalSeparator | LineProblem => {
  let found: DecimalSeparator | undefined;
  for (const { line, fields } of rows) {
    for (const at of [...positions.seats, ...positions.price]) {
      const text = stripCurrency(fields[at] ?? '');
      const mark = inferDecimalSeparator(text);
      if (mark === undefined || parseNumber(text, mark) === undefined) continue;
      found ??= mark;
      if (mark !== found) return { line, detail: `numbers before this line have their decimals behind "${found}"` };
    }
  }
  return found ?? (delimiter === ';' ? ',' : '.');
};

const cellOf = ({ positions }: Columns, { fields }: DelimitedRow, kind: ColumnKind): string =>
  (fields[positions[kind][0] ?? -1] ?? '').trim();

const seatsOf = (text: string, mark: DecimalSeparator): number | Wrong => {
  if (text === '') return { wrong: 'there is no number of seats' };
  const seats = parseNumber(text, mark);
  if (seats === undefined) return { wrong: 'the number of seats is no number' };
  if (seats.isNegative && (seats.whole > 0 || seats.fraction !== '')) {
    return { wrong: 'the number of seats is negative' };
  }
  if (seats.fraction !== '') return { wrong: 'the number of seats is not whole' };
  return seats.whole > maxSeats ? { wrong: `more than ${maxSeats} seats are billed` } : seats.whole;
};

/** The currency that a row or its titles speak of, where it is not the one of the prices. */
const foreignIn = (columns: Columns, row: DelimitedRow, currency: string): string | undefined => {
  const said = cellOf(columns, row, 'currency').toUpperCase();
  const named = [
    said === '' ? undefined : (currenciesIn(said) ?? [truncate(said)]),
    currenciesIn(cellOf(columns, row, 'price')),
    currenciesIn(columns.headers[columns.positions.price[0] ?? -1] ?? ''),
  ];
  return named.find((currencies) => currencies !== undefined && !currencies.includes(currency))?.[0];
};

const priceOf = (
  columns: Columns,
  row: DelimitedRow,
  mark: DecimalSeparator,
  currency: string,
): number | null | Wrong => {
  const foreign = foreignIn(columns, row, currency);
  if (foreign !== undefined) return { wrong: `the price is in ${foreign}, and prices are in ${currency}` };
  const price = cellOf(columns, row, 'price');
  return price === '' ? null : parseCents(price, mark);
};

const lineOf = (columns: Columns, row: DelimitedRow, mark: DecimalSeparator, currency: string): BilledLine | Wrong => {
  const { headers, positions } = columns;
  const superfluous = row.fields.slice(headers.length).some((field) => field.trim() !== '');
  if (row.fields.length < headers.length || superfluous) {
    return { wrong: `there are ${row.fields.length} fields under ${headers.length} columns` };
  }
  const products = positions.product.flatMap((at) => (row.fields[at] ?? '').trim() || []);
  if (products.length === 0) return { wrong: 'no product is named' };
  const seats = seatsOf(cellOf(columns, row, 'seats'), mark);
  if (typeof seats === 'object') return seats;
  const unitPriceCents = priceOf(columns, row, mark, currency);
  if (typeof unitPriceCents === 'object' && unitPriceCents !== null) return unitPriceCents;
  return { line: row.line, products, seats, unitPriceCents };
};

const differs = (name: string, own: string): string =>
  `"${truncate(name)}" is another customer than "${truncate(own)}": a contract is of one`;

/** A contract is one customer's: the lines at which somebody else's begins. */
const otherCompanies = ({ columns, rows }: ParsedTable): readonly LineProblem[] => {
  const named = rows
    .map((row) => ({ line: row.line, name: cellOf(columns, row, 'company') }))
    .filter(({ name }) => name !== '');
  const own = named[0]?.name;
  return named.filter(({ name }) => name !== own).map(({ line, name }) => ({ line, detail: differs(name, own ?? '') }));
};

/**
 * Reads what a PSA exports: commas, semicolons, tabs or bars; quoted or not; decimals behind a point or a comma; thousands apart or not; with or without a
 * byte order mark, lines above the titles, and columns that mean nothing here. `currency` is the one that prices are in.
 */
export const readBilledTable = (text: string, currency: string): BilledTable => {
  const table = parseTable(text);
  if ('detail' in table) return { lines: [], problems: [table] };
  const mark = decimalMark(table);
  if (typeof mark === 'object') return { lines: [], problems: [mark] };
  const { columns, rows } = table;
  const lines: BilledLine[] = [];
  const problems: LineProblem[] = [...otherCompanies(table)];
  if (rows.length === 0) problems.push({ line: columns.line, detail: 'there is no line below the titles' });
  for (const row of rows) {
    const read = lineOf(columns, row, mark, currency);
    if ('wrong' in read) problems.push({ line: row.line, detail: read.wrong });
    else lines.push(read);
  }
  return { lines, problems: problems.toSorted((one, other) => one.line - other.line) };
};
