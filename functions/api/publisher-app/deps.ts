import type { AuditPort } from '#shared/api/audited.ts';
import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { PublisherApps } from '#shared/store/publisher-app-store.ts';

export interface Deps {
  readonly publisherApps: PublisherApps;
  readonly connections: Pick<Connections, 'list' | 'recordCredentialState'>;
  readonly credentials: CredentialStore;
  readonly audit: AuditPort;
  readonly clock: Clock;
  /** Requests a token. Throws what Microsoft refused it with. */
  verifyCredential(
    scope: MspScope,
    request: Pick<Connection, 'tenantId' | 'cloud'> & { readonly clientId: string; readonly credential: Credential },
  ): Promise<void>;
}
