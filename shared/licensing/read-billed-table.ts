import type { DelimitedRow } from '#shared/kernel/delimited-text.ts';
import { amountText, centsOf, currenciesIn } from './parse-amount.ts';
import { type DecimalMark, decimalMarkOf, writtenNumber } from './parse-number.ts';
import { type LineProblem, type TitledTable, titledTable } from './parse-table.ts';
import { type ColumnKind, type Columns, shortened } from './table-columns.ts';

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
export const mostSeats = 10_000_000;

/**
 * Where the decimals of this table's numbers stand: one number that can be read in one way only decides for all. Without one, semicolons are the habit of
 * those who write decimals behind a comma.
 */
const decimalMark = ({ columns: { of }, rows, delimiter }: TitledTable): DecimalMark | LineProblem => {
  let found: DecimalMark | undefined;
  for (const { line, fields } of rows) {
    for (const at of [...of.seats, ...of.price]) {
      const text = amountText(fields[at] ?? '');
      const mark = decimalMarkOf(text);
      if (mark === undefined || writtenNumber(text, mark) === undefined) continue;
      found ??= mark;
      if (mark !== found) return { line, detail: `numbers before this line have their decimals behind "${found}"` };
    }
  }
  return found ?? (delimiter === ';' ? ',' : '.');
};

const cellOf = ({ of }: Columns, { fields }: DelimitedRow, kind: ColumnKind): string =>
  (fields[of[kind][0] ?? -1] ?? '').trim();

const seatsOf = (text: string, mark: DecimalMark): number | Wrong => {
  if (text === '') return { wrong: 'there is no number of seats' };
  const seats = writtenNumber(text, mark);
  if (seats === undefined) return { wrong: 'the number of seats is no number' };
  if (seats.isNegative && (seats.whole > 0 || seats.fraction !== '')) {
    return { wrong: 'the number of seats is negative' };
  }
  if (seats.fraction !== '') return { wrong: 'the number of seats is not whole' };
  return seats.whole > mostSeats ? { wrong: `more than ${mostSeats} seats are billed` } : seats.whole;
};

/** The currency that a row or its titles speak of, where it is not the one of the prices. */
const foreignIn = (columns: Columns, row: DelimitedRow, currency: string): string | undefined => {
  const said = cellOf(columns, row, 'currency').toUpperCase();
  const named = [
    said === '' ? undefined : (currenciesIn(said) ?? [shortened(said)]),
    currenciesIn(cellOf(columns, row, 'price')),
    currenciesIn(columns.titles[columns.of.price[0] ?? -1] ?? ''),
  ];
  return named.find((currencies) => currencies !== undefined && !currencies.includes(currency))?.[0];
};

const priceOf = (columns: Columns, row: DelimitedRow, mark: DecimalMark, currency: string): number | null | Wrong => {
  const foreign = foreignIn(columns, row, currency);
  if (foreign !== undefined) return { wrong: `the price is in ${foreign}, and prices are in ${currency}` };
  const price = cellOf(columns, row, 'price');
  return price === '' ? null : centsOf(price, mark);
};

const lineOf = (columns: Columns, row: DelimitedRow, mark: DecimalMark, currency: string): BilledLine | Wrong => {
  const { titles, of } = columns;
  const superfluous = row.fields.slice(titles.length).some((field) => field.trim() !== '');
  if (row.fields.length < titles.length || superfluous) {
    return { wrong: `there are ${row.fields.length} fields under ${titles.length} columns` };
  }
  const products = of.product.flatMap((at) => (row.fields[at] ?? '').trim() || []);
  if (products.length === 0) return { wrong: 'no product is named' };
  const seats = seatsOf(cellOf(columns, row, 'seats'), mark);
  if (typeof seats === 'object') return seats;
  const unitPriceCents = priceOf(columns, row, mark, currency);
  if (typeof unitPriceCents === 'object' && unitPriceCents !== null) return unitPriceCents;
  return { line: row.line, products, seats, unitPriceCents };
};

const differs = (name: string, own: string): string =>
  `"${shortened(name)}" is another customer than "${shortened(own)}": a contract is of one`;

/** A contract is one customer's: the lines at which somebody else's begins. */
const otherCompanies = ({ columns, rows }: TitledTable): readonly LineProblem[] => {
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
export const billedTable = (text: string, currency: string): BilledTable => {
  const table = titledTable(text);
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
