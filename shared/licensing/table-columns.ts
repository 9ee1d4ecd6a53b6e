/** The meaning of a column in a PSA export. */
export type ColumnKind =
  | 'product'
  | 'seats'
  | 'price'
  | 'currency'
  | 'company'
  | 'begin'
  | 'end'
  | 'status'
  | 'billable';

/**
 * The header texts of each kind, reduced to lower-case letters. Those of ConnectWise agreement additions are from
 * https://betterinvoice.io/docs/connectwise/agreements/additions-tab and
 * https://github.com/spinen/connectwise-finance-php-client (Addition); those of Autotask contracts and their services
 * from https://www.powershellgallery.com/packages/Autotask (ContractService, ContractServiceUnit) and
 * https://ww15.autotask.net/help (Contracts). HaloPSA publishes no table of headers.
 */
const headerNames: Readonly<Record<ColumnKind, ReadonlySet<string>>> = {
  product: new Set(
    `addition additionname code description guid item itemcode itemdescription itemid itemname licence licencename license
     licensename manufacturerpart manufacturerpartnumber mpn name offer offername part partno partnumber plan product
     invoicedescription itemshortdescription productcode productdescription productid productname productservice productsku service servicename servicebundle servicebundlename sku skuid skuname
     skupartnumber stringid subscription subscriptionname`.split(/\s+/),
  ),
  seats: new Set(
    `billedqty billedquantity billedseats billingquantity contractedquantity contractedseats contractquantity count
     licencecount licences licensecount licensequantity licenses numberofseats qty quantity quantitybilled seatcount seats
     unitcount units users`.split(/\s+/),
  ),
  price: new Set(
    'price priceperseat priceperunit priceperuser rate saleprice salesprice sellprice sellingprice unitprice unitrate unitsellprice'.split(
      ' ',
    ),
  ),
  currency: new Set(['currency', 'currencycode', 'curr']),
  company: new Set(
    'account accountname billtocompany client clientname company companyname customer customername organisation organisationname organization organizationname'.split(
      ' ',
    ),
  ),
  begin: new Set(
    `begin begindate begins billingstart billingstartdate contractstart contractstartdate datestart effective effectivedate
     effectivefrom linestartdate servicestart servicestartdate start startdate starts startson unitstartdate validfrom`.split(
      /\s+/,
    ),
  ),
  end: new Set(
    `billingend billingenddate canceldate canceled canceleddate cancellationdate cancelled cancelleddate contractend contractenddate
     datecanceled datecancelled dateend effectiveto end enddate ends endson expiration expirationdate expires expireson expiry
     expirydate lineenddate serviceend serviceenddate terminationdate unitenddate validto validuntil`.split(/\s+/),
  ),
  status: new Set(
    `active additionstatus agreementstatus contractstatus disabled enabled inactive isactive iscancelled isdisabled isenabled
     isinactive linestatus servicestatus status subscriptionstatus`.split(/\s+/),
  ),
  billable: new Set('bill billable billcustomer billingoption billoption chargeable isbillable'.split(' ')),
};

/** `Unit Price (USD)` becomes `Unit Price`. */
const withoutBrackets = (header: string): string => header.replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, '');

const columnKind = (header: string): ColumnKind | undefined => {
  const letters = withoutBrackets(header)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  // Object.keys widens the keys to string.
  return (Object.keys(headerNames) as ColumnKind[]).find((kind) => headerNames[kind].has(letters));
};

/** The header row of a table and the positions of its known columns, counted from 0. */
export interface Columns {
  readonly line: number;
  readonly headers: readonly string[];
  readonly positions: Readonly<Record<ColumnKind, readonly number[]>>;
}

export const columnsOf = ({ line, fields }: { readonly line: number; readonly fields: readonly string[] }): Columns => {
  const kinds = fields.map((header) => columnKind(header));
  const positionsOf = (kind: ColumnKind): number[] => kinds.flatMap((each, at) => (each === kind ? [at] : []));
  return {
    line,
    headers: fields.map((header) => header.trim()),
    positions: {
      product: positionsOf('product'),
      seats: positionsOf('seats'),
      price: positionsOf('price'),
      currency: positionsOf('currency'),
      company: positionsOf('company'),
      begin: positionsOf('begin'),
      end: positionsOf('end'),
      status: positionsOf('status'),
      billable: positionsOf('billable'),
    },
  };
};

/** Words of headers that may decide whether, or how many seats of, a line is billed. */
const decidingWords =
  /cancel|terminat|expir|inactive|disabled|delete|suspend|void|archiv|status|effective|included|startdate|enddate|begindate|datestart|dateend/;
/** Values that decide nothing. */
const isEmptyValue = (text: string): boolean => /^(0+([.,]0+)?|false|no)?$/i.test(text.trim());

/**
 * Unknown columns that may decide what is billed, and are not empty. They are never ignored: what they say would be
 * lost.
 */
export const undecidedColumns = (
  { headers, positions }: Columns,
  rows: readonly { readonly fields: readonly string[] }[],
): readonly string[] => {
  const known = new Set(Object.values(positions).flat());
  return headers.filter((header, at) => {
    const letters = header.toLowerCase().replaceAll(/[^a-z]/g, '');
    return !known.has(at) && decidingWords.test(letters) && rows.some(({ fields }) => !isEmptyValue(fields[at] ?? ''));
  });
};

/** Whether the table has a product column and a seats column. */
export const hasRequiredColumns = ({ positions }: Columns): boolean =>
  positions.product.length > 0 && positions.seats.length > 0;

const maxQuoteLength = 60;

/** A text of the file, cut to a length that fits an error message. */
export const truncate = (text: string): string =>
  text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength)}…` : text;

export const quoteHeaders = (headers: readonly string[]): string =>
  headers
    .slice(0, 20)
    .map((header) => `"${truncate(header)}"`)
    .join(', ');

/** What is wrong with the header; undefined when it is usable. */
export const columnProblem = (columns: Columns): string | undefined => {
  const { headers, positions } = columns;
  if (!hasRequiredColumns(columns)) {
    const required =
      'a contract needs a product column (Product, Part number or SKU) and a seats column (Quantity or Seats)';
    return headers.length < 2
      ? `no columns were found: ${required}, separated by commas, semicolons or tabs`
      : `the columns are ${quoteHeaders(headers)}: ${required}`;
  }
  const ambiguous = (['seats', 'price', 'currency', 'company'] as const).find((kind) => positions[kind].length > 1);
  return ambiguous === undefined
    ? undefined
    : `${quoteHeaders(positions[ambiguous].map((at) => headers[at] ?? ''))} are several columns for the ${ambiguous}: keep one of them`;
};
