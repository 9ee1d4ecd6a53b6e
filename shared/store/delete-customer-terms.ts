import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { contracts } from './contract-store.ts';
import { priceOverrides } from './price-override-store.ts';
import type { Table } from './table.ts';

/** Drops what was agreed with a customer that is removed: its contract in every version, its prices. */
export const deleteCustomerTerms = async (table: Table, scope: MspScope, customerId: CustomerId): Promise<void> => {
  await contracts(table).deleteAll(scope, customerId);
  await priceOverrides(table).delete(scope, customerId);
};
