import { z } from 'zod';
import file from './skus.json' with { type: 'json' };

/** What a SKU is sold as. Plans are exchanged for one another within `business`, `enterprise` and `frontline`; nobody holds a seat of a `capacity`. */
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

/** A SKU as Microsoft names it, whatever a tenant bought. */
export const CatalogSku = z.strictObject({
  skuId: z.guid(),
  partNumber: z.string().min(1),
  name: z.string().min(1),
  family: SkuFamily,
  /** Nobody pays for it. `viral`: people gave it to themselves. */
  mark: z.enum(['free', 'trial', 'viral']).nullable().default(null),
  /** The most seats that Microsoft sells one tenant; null: no such limit. */
  seatCap: z.int().positive().nullable().default(null),
  /** Names of its service plans. What a tenant's own subscription says of it counts before this. */
  plans: z.array(z.string().min(1)),
});
export type CatalogSku = z.output<typeof CatalogSku>;

export const SkuCatalog = z.strictObject({
  source: z.string(),
  url: z.url(),
  /** Month of Microsoft's list. */
  edition: z.string().regex(/^\d{4}-\d{2}$/),
  notes: z.array(z.string()),
  skus: z.array(CatalogSku),
});

let known: ReadonlyMap<string, CatalogSku> | undefined;
const bySkuId = (): ReadonlyMap<string, CatalogSku> => {
  known ??= new Map(SkuCatalog.parse(file).skus.map((sku) => [sku.skuId, sku]));
  return known;
};

/** Undefined of a SKU that MSPs seldom meet. */
export const catalogSku = (skuId: string): CatalogSku | undefined => bySkuId().get(skuId.toLowerCase());

export const catalogSkus = (): readonly CatalogSku[] => [...bySkuId().values()];
