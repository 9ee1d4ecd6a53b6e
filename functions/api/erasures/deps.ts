import type { AuditPort } from '#shared/api/audited.ts';
import type { CustomerId, ErasureId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { Erasures } from '#shared/store/erasure-store.ts';

export interface PurgedCounts {
  readonly messages: number;
  readonly events: number;
}

export interface Deps {
  readonly erasures: Erasures;
  readonly customers: Pick<Customers, 'get' | 'list' | 'remove'>;
  readonly connections: Pick<Connections, 'list' | 'remove'>;
  readonly audit: AuditPort;
  readonly newErasureId: () => ErasureId;
  addressHash(scope: MspScope, address: string): string;
  /** From now on nothing in which the address takes part is stored. */
  blockAddress(scope: MspScope, address: string): Promise<void>;
  /**
   * Deletes the mail and meetings of a customer in which the address takes part; all of them if no address is given.
   */
  purgeCommunications(scope: MspScope, customerId: CustomerId, address?: string): Promise<PurgedCounts>;
  /** Erases stored responses to earlier requests that contain the text, and returns how many there were. */
  eraseResponses(scope: MspScope, text: string): Promise<number>;
  /** Deletes the contract and the prices of a customer. */
  deleteTerms(scope: MspScope, customerId: CustomerId): Promise<void>;
  /**
   * Deletes the credential, the schedule and all data that was read, and returns the number of items. The connection
   * itself remains.
   */
  deleteConnectionData(
    scope: MspScope,
    connection: Connection,
  ): Promise<PurgedCounts & { readonly tenantRecords: number }>;
}
