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
  /** Removes the mail and meetings of a customer that none of these domains touches any more; all of them where there is no domain. */
  purgeCommunications(scope: MspScope, customerId: Customer['customerId'], domains: Customer['domains']): Promise<void>;
  /** Removes its contract and its prices. */
  deleteTerms(scope: MspScope, customerId: Customer['customerId']): Promise<void>;
}
