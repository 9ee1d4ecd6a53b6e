import { type CustomerChanges, customerChanges } from './customer-changes.ts';
import { customerParts } from './customer-entity.ts';
import { type CustomerReads, customerReads } from './customer-reads.ts';
import type { Table } from './table.ts';

export type { CustomerFields } from './customer-changes.ts';
export { Customer } from './customer-record.ts';

/** Customers and the claims on their domains. */
export interface Customers extends CustomerReads, CustomerChanges {}

export const customers = (table: Table): Customers => {
  const parts = customerParts(table);
  const reads = customerReads(parts);
  return { ...reads, ...customerChanges(parts, reads) };
};
