import type { CredentialStore } from '#shared/aws/credential-store.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { PublisherApps } from '#shared/store/publisher-app-store.ts';

/** What a connect test needs. */
export interface ConnectTestRequest
  extends Pick<Connection, 'tenantId' | 'clientId' | 'cloud' | 'reads'>,
    Readonly<{ credential: Credential; mailboxes: readonly string[] }> {}

export interface ConnectTestProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly scopes?: readonly string[] | undefined;
}

/** What Microsoft answered. `credential` is `unknown` where Microsoft could not be reached. */
export interface ConnectTestResult {
  readonly credential: 'valid' | 'refused' | 'unknown';
  readonly tenantName?: string | undefined;
  readonly verifiedDomains?: readonly string[] | undefined;
  readonly grantedScopes?: readonly string[] | undefined;
  readonly mailboxes: readonly { readonly upn: string; readonly ok: boolean; readonly code?: string | undefined }[];
  readonly problems: readonly ConnectTestProblem[];
}

export interface Deps {
  readonly connections: Pick<Connections, 'get' | 'recordCredentialState' | 'recordTenant'>;
  readonly publisherApps: Pick<PublisherApps, 'get'>;
  readonly credentials: Pick<CredentialStore, 'read'>;
  /** Undefined if the licenses of the tenant were never read. */
  plansOf(scope: MspScope, connection: Connection): Promise<ReadonlySet<string> | undefined>;
  /** Does not throw what Microsoft refused; the refusal is in the result. */
  readonly runConnectTest: (scope: MspScope, request: ConnectTestRequest) => Promise<ConnectTestResult>;
}
