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
  /** From here on nothing that the address takes part in is kept. */
  blockAddress(scope: MspScope, address: string): Promise<void>;
  /** Removes the mail and meetings of a customer in which the address takes part; all of them where there is none. */
  purgeCommunications(scope: MspScope, customerId: CustomerId, address?: string): Promise<PurgedCounts>;
  /** Removes the contract and the prices of a customer. */
  deleteTerms(scope: MspScope, customerId: CustomerId): Promise<void>;
  /** Removes the credential, the schedule and all that was read, and answers how many items went. The connection itself stays. */
  deleteConnectionData(
    scope: MspScope,
    connection: Connection,
  ): Promise<PurgedCounts & { readonly tenantRecords: number }>;
}
