import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { ConnectTestResult } from '#shared/microsoft/connect-test.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { PublisherApps } from '#shared/store/publisher-app-store.ts';

/** What a connect test needs. */
export interface ConnectTestRequest
  extends Pick<Connection, 'tenantId' | 'clientId' | 'cloud' | 'reads'>,
    Readonly<{ credential: Credential; mailboxes: readonly string[] }> {}

export interface Deps {
  readonly connections: Pick<Connections, 'get' | 'recordCredentialState' | 'recordTenant'>;
  readonly publisherApps: Pick<PublisherApps, 'get'>;
  readonly credentials: Pick<CredentialStore, 'read'>;
  /** Undefined if the licenses of the tenant were never read. */
  plansOf(scope: MspScope, connection: Connection): Promise<ReadonlySet<string> | undefined>;
  /** Does not throw what Microsoft refused; the refusal is in the result. */
  readonly runConnectTest: (scope: MspScope, request: ConnectTestRequest) => Promise<ConnectTestResult>;
}
