import { type ListPrice, listPrices } from '#shared/licensing/list-prices.ts';
import type { StatedPrice } from '#shared/licensing/price.ts';
import { type CatalogSku, catalogSkus } from '#shared/licensing/sku-catalog.ts';
import { whyUnpriced } from '#shared/licensing/why-unpriced.ts';
import { code, orDash, page, table } from './markdown.ts';

const dollars = ({ centsPerSeatMonth }: StatedPrice): string => (centsPerSeatMonth / 100).toFixed(2);
const origin = ({ source, asOf }: StatedPrice): string => `[${asOf}](${source})`;

const byPartNumber = (one: CatalogSku, other: CatalogSku): number => (one.partNumber < other.partNumber ? -1 : 1);

const pricedRow = ({ partNumber, name }: CatalogSku, { newest, before }: ListPrice): readonly string[] => [
  code(partNumber),
  name,
  dollars(newest),
  origin(newest),
  orDash(newest.validFrom ?? ''),
  before === null ? '–' : `${dollars(before)}, ${origin(before)}`,
];

/** The built-in list prices, and the products whose price was looked for and not found. */
export const pricesPage = (): string => {
  const skus = catalogSkus().toSorted(byPartNumber);
  const priced = skus.flatMap((sku) => {
    const price = listPrices.listed(sku.skuId);
    return price === undefined ? [] : [pricedRow(sku, price)];
  });
  const unpriced = skus.filter(({ skuId }) => listPrices.listed(skuId) === undefined);
  return page(
    'List prices',
    `US dollars for a seat and month with an annual term, of ${priced.length} products. A change of price reaches a subscription at its renewal: whoever was last renewed before the day in the column "from renewals on" pays the price before it. An MSP sets its own prices with \`PUT /v1/prices\`.`,
    table(['part number', 'product', 'price', 'read', 'from renewals on', 'before'], priced),
    '## Without a price',
    `No source, no price: of ${unpriced.length} products no amount is guessed.`,
    table(
      ['part number', 'product', 'why'],
      unpriced.map((sku) => [code(sku.partNumber), sku.name, whyUnpriced(sku)]),
    ),
  );
};
