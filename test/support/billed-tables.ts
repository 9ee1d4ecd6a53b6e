import fc from 'fast-check';

/** One line of a contract, before a PSA exports it. */
export interface ContractLine {
  readonly product: string;
  readonly seats: number;
  readonly cents: number;
}

/** The table format of a program: delimiter, number format, quoting and extra lines. */
export interface TableDialect {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly decimal: '.' | ',';
  readonly thousands: 'none' | 'mark' | 'space';
  readonly quotes: 'all' | 'where needed';
  readonly end: '\r\n' | '\n' | '\r';
  readonly byteOrderMark: boolean;
  readonly endsInLineEnd: boolean;
  readonly preamble: readonly string[];
  readonly titles: readonly [product: string, seats: string, price: string];
  readonly extraColumn: boolean;
  readonly blankLines: boolean;
}

const grouped = (digits: string, { thousands, decimal }: TableDialect): string => {
  const sign = { none: '', mark: decimal === '.' ? ',' : '.', space: ' ' }[thousands];
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, sign);
};

const cell = (text: string, { delimiter, quotes }: TableDialect): string =>
  quotes === 'all' || text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The table in this dialect, and the line number of each contract line. */
export const writeTable = (lines: readonly ContractLine[], dialect: TableDialect) => {
  const { delimiter, decimal, end, byteOrderMark, endsInLineEnd, preamble, titles, extraColumn, blankLines } = dialect;
  const row = (...fields: string[]) => fields.map((field) => cell(field, dialect)).join(delimiter);
  const texts = [...preamble, row(...titles, ...(extraColumn ? ['Notes'] : []))];
  const at = lines.map(({ product, seats, cents }) => {
    if (blankLines) texts.push('');
    const price = `${grouped(String(Math.floor(cents / 100)), dialect)}${decimal}${String(cents % 100).padStart(2, '0')}`;
    texts.push(row(product, grouped(String(seats), dialect), price, ...(extraColumn ? [`a${delimiter} "note"`] : [])));
    return texts.length;
  });
  return { text: `${byteOrderMark ? '\uFEFF' : ''}${texts.join(end)}${endsInLineEnd ? end : ''}`, at };
};

export const tableDialects: fc.Arbitrary<TableDialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  thousands: fc.constantFrom('none', 'mark', 'space'),
  quotes: fc.constantFrom('all', 'where needed'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  byteOrderMark: fc.boolean(),
  endsInLineEnd: fc.boolean(),
  preamble: fc.constantFrom([], ['sep=;'], ['Agreement report', '', 'Printed on a Monday']),
  titles: fc.constantFrom(
    ['Product', 'Quantity', 'Unit Price'],
    ['item description', 'QTY', 'Price'],
    ['Part Number', 'Billed Seats', 'Sell Price (USD)'],
  ),
  extraColumn: fc.boolean(),
  blankLines: fc.boolean(),
});

export const contractLines = (products: readonly string[]): fc.Arbitrary<ContractLine[]> =>
  fc.array(fc.record({ product: fc.constantFrom(...products), seats: fc.nat(2_000_000), cents: fc.nat(500_000) }), {
    minLength: 1,
    maxLength: 30,
  });
