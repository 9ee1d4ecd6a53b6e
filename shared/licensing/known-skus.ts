import { catalogSkus } from './sku-catalog.ts';
import type { NamedSku } from './sku-finder.ts';

/**
 * The SKUs of the catalog and further SKUs that tenants hold, by name. Graph has no names of SKUs, so the further ones
 * are named by their part number.
 */
export const knownSkus = (held: readonly Omit<NamedSku, 'name'>[]): readonly NamedSku[] => {
  const additional = held.map(({ skuId, partNumber }) => [skuId, { skuId, partNumber, name: partNumber }] as const);
  const cataloged = catalogSkus().map(({ skuId, partNumber, name }) => [skuId, { skuId, partNumber, name }] as const);
  return [...new Map([...additional, ...cataloged]).values()].toSorted(
    (one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0) || (one.skuId < other.skuId ? -1 : 1),
  );
};
