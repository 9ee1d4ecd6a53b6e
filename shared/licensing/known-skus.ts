import { catalogSkus } from './sku-catalog.ts';
import type { NamedSku } from './sku-finder.ts';

/** The SKUs of the catalog, and those beyond it that tenants hold: Graph gives no name to a SKU, so these are called by their part number. By name. */
export const knownSkus = (held: readonly Omit<NamedSku, 'name'>[]): readonly NamedSku[] => {
  const beyond = held.map(({ skuId, partNumber }) => [skuId, { skuId, partNumber, name: partNumber }] as const);
  const cataloged = catalogSkus().map(({ skuId, partNumber, name }) => [skuId, { skuId, partNumber, name }] as const);
  return [...new Map([...beyond, ...cataloged]).values()].toSorted(
    (one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0) || (one.skuId < other.skuId ? -1 : 1),
  );
};
