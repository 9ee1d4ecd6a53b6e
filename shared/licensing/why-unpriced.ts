import { catalogSku } from './sku-catalog.ts';
import { holderOf } from './sku-holders.ts';
import { unpricedProducts } from './unpriced-products.ts';

const reasons: ReadonlyMap<string, string> = new Map(
  unpricedProducts.flatMap(({ reason, partNumbers }) => partNumbers.map((partNumber) => [partNumber, reason] as const)),
);

/** Why a SKU without a price has none, as a sentence. */
export const whyUnpriced = ({ skuId, partNumber }: { readonly skuId: string; readonly partNumber: string }): string => {
  const known = catalogSku(skuId);
  if (known === undefined) return 'The catalog of products lacks it';
  if (known.mark !== null) return 'It is free of charge';
  if (holderOf(partNumber, known) !== 'user') return 'No user holds a seat of it';
  return reasons.get(known.partNumber) ?? 'No page that was searched states its price';
};
