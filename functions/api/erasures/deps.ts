import type { AuditPort } from '#shared/api/audited.ts';
import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { CustomerId, ErasureId, TenantId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';
import type { Erasures } from '#shared/store/erasure-store.ts';
import type { Events } from '#shared/store/event-copies.ts';
import type { Messages } from '#shared/store/message-copies.ts';

export interface Deps {
  readonly erasures: Erasures;
  readonly customers: Pick<Customers, 'get' | 'list' | 'remove'>;
  readonly connections: Pick<Connections, 'list' | 'remove'>;
  readonly credentials: Pick<CredentialStore, 'remove'>;
  readonly due: Pick<DirectoryDue, 'unschedule'>;
  readonly messages: Pick<Messages, 'deleteOfCustomer' | 'deleteOfMailbox'>;
  readonly events: Pick<Events, 'deleteOfCustomer' | 'deleteOfMailbox'>;
  readonly audit: AuditPort;
  readonly newErasureId: () => ErasureId;
  addressHash(scope: MspScope, address: string): string;
  /** From now on nothing in which the address takes part is stored. */
  blockAddress(scope: MspScope, address: string): Promise<void>;
  /** Removes the notes and tickets that contain the text from the findings of a tenant, and returns how many. */
  eraseNotes(scope: MemberScope, tenantId: TenantId, text: string): Promise<number>;
  /** Erases stored responses to earlier requests that contain the text, and returns how many there were. */
  eraseResponses(scope: MspScope, text: string): Promise<number>;
  /** Deletes the contract and the prices of a customer. */
  deleteTerms(scope: MspScope, customerId: CustomerId): Promise<void>;
  /** Deletes all data that was read from the tenant, and returns the number of items. */
  deleteTenantData(scope: MspScope, connection: Connection): Promise<number>;
}
