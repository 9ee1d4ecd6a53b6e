import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { knownSkus } from '#shared/licensing/known-skus.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { PosturePorts } from './posture-ports.ts';
import { readCustomer } from './read-book.ts';

export interface CustomerSkus {
  readonly customer: Customer;
  /** The catalog and the other SKUs of the tenants. */
  readonly known: readonly NamedSku[];
  /** SKU ids of the tenants, paid or not. */
  readonly held: ReadonlySet<string>;
}

/** The SKUs that a contract or price of a customer may name. Throws `NotFound` if there is no such customer. */
export const customerSkus = async (
  scope: MspScope,
  customerId: CustomerId,
  ports: PosturePorts,
): Promise<CustomerSkus> => {
  const { customer, tenants } = await readCustomer(scope, customerId, ports);
  const postures = await Promise.all(
    tenants.map((tenant) => ports.postureOf(scope, tenant, { surfaceIds: ['licenses'] })),
  );
  const held = postures.flatMap((posture) => posture.facts('licenses'));
  return { customer, known: knownSkus(held), held: new Set(held.map(({ skuId }) => skuId)) };
};
