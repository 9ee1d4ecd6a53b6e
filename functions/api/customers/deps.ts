import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customer, Customers } from '#shared/store/customer-store.ts';
import type { Events } from '#shared/store/event-copies.ts';
import type { Messages } from '#shared/store/message-copies.ts';

export interface Deps {
  readonly customers: Customers;
  readonly connections: Pick<Connections, 'list' | 'linkedTo'>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly newCustomerId: () => Customer['customerId'];
  readonly messages: Pick<Messages, 'deleteOfCustomer'>;
  readonly events: Pick<Events, 'deleteOfCustomer'>;
  /** Deletes the contract and the prices of a customer. */
  deleteTerms(scope: MspScope, customerId: Customer['customerId']): Promise<void>;
}
