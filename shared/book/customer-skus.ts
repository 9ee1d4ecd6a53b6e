import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { knownSkus } from '#shared/licensing/known-skus.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import { readPostures, type ViewPorts } from './read-postures.ts';

export interface CustomerSkus {
  /** The catalog and the other SKUs of the tenants. */
  readonly known: readonly NamedSku[];
  /** SKU ids of the tenants, paid or not. */
  readonly held: ReadonlySet<string>;
}

/** The SKUs that a contract or price of a customer may name. Throws `NotFound` if there is no such customer. */
export const customerSkus = async (
  scope: MspScope,
  customerId: CustomerId,
  ports: ViewPorts,
): Promise<CustomerSkus> => {
  const { tenants } = await readPostures(scope, customerId, ['licenses'], ports);
  const held = tenants.flatMap(({ posture }) => posture.facts('licenses'));
  return { known: knownSkus(held), held: new Set(held.map(({ skuId }) => skuId)) };
};
