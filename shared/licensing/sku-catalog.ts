import { z } from 'zod';
import file from './skus.json' with { type: 'json' };

/**
 * How a SKU is sold. Right-sizing compares plans within `business`, `enterprise` and `frontline`. A `capacity` has no
 * user seats.
 */
export const SkuFamily = z.enum([
  'business',
  'enterprise',
  'frontline',
  'add-on',
  'standalone',
  'device',
  'capacity',
  'education',
  'government',
]);
export type SkuFamily = z.output<typeof SkuFamily>;

/** A SKU as Microsoft publishes it. */
export const CatalogSku = z.strictObject({
  skuId: z.guid(),
  partNumber: z.string().min(1),
  name: z.string().min(1),
  family: SkuFamily,
  /** Why nobody pays for it. `viral`: users signed up for it themselves. */
  mark: z.enum(['free', 'trial', 'viral']).nullable().default(null),
  /** The maximum number of seats for one tenant; null without a limit. */
  seatCap: z.int().positive().nullable().default(null),
  /** The names of its service plans. The plans of a tenant's own subscription take precedence. */
  plans: z.array(z.string().min(1)),
});
export type CatalogSku = z.output<typeof CatalogSku>;

export const SkuCatalog = z.strictObject({
  source: z.string(),
  url: z.url(),
  /** The month of Microsoft's list, `YYYY-MM`. */
  edition: z.string().regex(/^\d{4}-\d{2}$/),
  notes: z.array(z.string()),
  skus: z.array(CatalogSku),
});

let index: ReadonlyMap<string, CatalogSku> | undefined;
const bySkuId = (): ReadonlyMap<string, CatalogSku> => {
  index ??= new Map(SkuCatalog.parse(file).skus.map((sku) => [sku.skuId, sku]));
  return index;
};

/** Undefined for a SKU that is not in the catalog. */
export const catalogSku = (skuId: string): CatalogSku | undefined => bySkuId().get(skuId.toLowerCase());

export const catalogSkus = (): readonly CatalogSku[] => [...bySkuId().values()];
