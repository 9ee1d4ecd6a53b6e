import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { contracts } from './contract-store.ts';
import { priceOverrides } from './price-override-store.ts';
import type { Table } from './table.ts';

/** Deletes the agreements with a customer that is removed: every version of its contract, and its prices. */
export const deleteCustomerTerms = async (table: Table, scope: MspScope, customerId: CustomerId): Promise<void> => {
  await contracts(table).deleteAll(scope, customerId);
  await priceOverrides(table).delete(scope, customerId);
};
