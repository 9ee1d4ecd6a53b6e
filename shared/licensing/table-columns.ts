/** What a column of a PSA's export holds. */
export type ColumnKind = 'product' | 'seats' | 'price' | 'currency' | 'company';

/** How PSAs and people call it, in lower-case letters alone. */
const names: Readonly<Record<ColumnKind, ReadonlySet<string>>> = {
  product: new Set(
    `addition additionname code description guid item itemcode itemdescription itemid itemname licence licencename license
     licensename manufacturerpart manufacturerpartnumber mpn name offer offername part partno partnumber plan product
     productcode productdescription productid productname productservice productsku service servicename sku skuid skuname
     skupartnumber stringid subscription subscriptionname`.split(/\s+/),
  ),
  seats: new Set(
    `billedqty billedquantity billedseats billingquantity contractedquantity contractedseats contractquantity count
     licencecount licences licensecount licensequantity licenses numberofseats qty quantity quantitybilled seatcount seats
     units users`.split(/\s+/),
  ),
  price: new Set(
    'price priceperseat priceperunit priceperuser rate saleprice salesprice sellprice sellingprice unitprice unitrate unitsellprice'.split(
      ' ',
    ),
  ),
  currency: new Set(['currency', 'currencycode', 'curr']),
  company: new Set(
    'account accountname client clientname company companyname customer customername organisation organisationname organization organizationname'.split(
      ' ',
    ),
  ),
};

/** `Unit Price (USD)` is a unit price, in dollars. */
const withoutBrackets = (title: string): string => title.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '');

const kindOf = (title: string): ColumnKind | undefined => {
  const letters = withoutBrackets(title)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  return (Object.keys(names) as ColumnKind[]).find((kind) => names[kind].has(letters)); // Object.keys widens to string
};

/** The row of a table's titles, and which of its columns can be made use of. Positions count from 0. */
export interface Columns {
  readonly line: number;
  readonly headers: readonly string[];
  readonly positions: Readonly<Record<ColumnKind, readonly number[]>>;
}

export const columnsOf = ({ line, fields }: { readonly line: number; readonly fields: readonly string[] }): Columns => {
  const kinds = fields.map((title) => kindOf(title));
  const positionsOf = (kind: ColumnKind): number[] => kinds.flatMap((each, at) => (each === kind ? [at] : []));
  return {
    line,
    headers: fields.map((title) => title.trim()),
    positions: {
      product: positionsOf('product'),
      seats: positionsOf('seats'),
      price: positionsOf('price'),
      currency: positionsOf('currency'),
      company: positionsOf('company'),
    },
  };
};

/** Whether a contract can be read from a table with these columns. */
export const hasRequiredColumns = ({ positions }: Columns): boolean =>
  positions.product.length > 0 && positions.seats.length > 0;

const longestQuote = 60;

/** A text of somebody's file, as much of it as a sentence bears. */
export const truncate = (text: string): string =>
  text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;

const quoted = (titles: readonly string[]): string =>
  titles
    .slice(0, 20)
    .map((title) => `"${truncate(title)}"`)
    .join(', ');

/** What is wrong with the titles; undefined where nothing is. */
export const columnProblem = (columns: Columns): string | undefined => {
  const { headers, positions } = columns;
  if (!hasRequiredColumns(columns)) {
    const wanted =
      'wanted are one for the product (Product, Part number or SKU) and one for the seats (Quantity or Seats)';
    return headers.length < 2
      ? `no columns were found: ${wanted}, with commas, semicolons or tabs between them`
      : `the columns are ${quoted(headers)}: ${wanted}`;
  }
  const twice = (['seats', 'price', 'currency', 'company'] as const).find((kind) => positions[kind].length > 1);
  return twice === undefined
    ? undefined
    : `${quoted(positions[twice].map((at) => headers[at] ?? ''))} could each hold the ${twice}: leave one of them`;
};
