import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customer, Customers } from '#shared/store/customer-store.ts';

export interface Deps {
  readonly customers: Customers;
  readonly connections: Pick<Connections, 'list' | 'linkedTo'>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly newCustomerId: () => Customer['customerId'];
  /**
   * Deletes the mail and meetings of a customer in which none of these domains takes part; all of them if the list is
   * empty.
   */
  purgeCommunications(scope: MspScope, customerId: Customer['customerId'], domains: Customer['domains']): Promise<void>;
  /** Deletes the contract and the prices of a customer. */
  deleteTerms(scope: MspScope, customerId: Customer['customerId']): Promise<void>;
}
