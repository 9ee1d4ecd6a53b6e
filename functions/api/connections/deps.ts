import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { MailboxId, NewId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';
import type { PublisherApps } from '#shared/store/publisher-app-store.ts';

export interface Deps {
  readonly customers: Pick<Customers, 'list'>;
  readonly connections: Connections;
  readonly publisherApps: Pick<PublisherApps, 'get'>;
  readonly credentials: Pick<CredentialStore, 'store' | 'remove'>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly surfaceStatesOf: (scope: MspScope, tenantId: TenantId) => Promise<Readonly<Record<string, SurfaceState>>>;
  /** Requests a token. Throws what Microsoft refused it with. */
  verifyCredential(
    scope: MspScope,
    request: Pick<Connection, 'tenantId' | 'clientId' | 'cloud'> & { readonly credential: Credential },
  ): Promise<void>;
  readonly due: Pick<DirectoryDue, 'schedule' | 'unschedule'>;
  /** Deletes all data read from the tenant, and its runs. */
  deleteTenantData(scope: MspScope, connection: Connection): Promise<unknown>;
  /** Deletes the mail and meetings that came through this mailbox alone. */
  deleteMailboxData(scope: MspScope, connection: Connection, mailboxId: MailboxId): Promise<unknown>;
}
