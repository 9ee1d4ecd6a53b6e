import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { Credential } from '#shared/credentials/credential.ts';
import type { Credentials } from '#shared/credentials/secrets-manager.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Connections } from '#shared/store/connection.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Customers } from '#shared/store/customer.ts';

/** What is needed to try whether a tenant lets us in. */
export interface Attempt
  extends Pick<Connection, 'tenantId' | 'clientId' | 'cloud' | 'reads'>,
    Readonly<{ credential: Credential; mailboxes: readonly string[] }> {}

export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly scopes?: readonly string[] | undefined;
}

/** What Microsoft answered to an attempt. `credential` says whether a token was had; it is `unknown` where Microsoft could not be asked. */
export interface Verdict {
  readonly credential: 'valid' | 'refused' | 'unknown';
  readonly tenantName?: string | undefined;
  readonly verifiedDomains?: readonly string[] | undefined;
  readonly grantedScopes?: readonly string[] | undefined;
  readonly mailboxes: readonly { readonly upn: string; readonly ok: boolean; readonly code?: string | undefined }[];
  readonly problems: readonly Problem[];
}

export interface Deps {
  readonly customers: Pick<Customers, 'list'>;
  readonly connections: Connections;
  readonly credentials: Credentials;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly surfacesOf: (scope: MspScope, tenantId: TenantId) => Promise<Readonly<Record<string, SurfaceState>>>;
  /** Never throws what Microsoft refused: it is in the verdict. */
  readonly tryConnecting: (scope: MspScope, attempt: Attempt) => Promise<Verdict>;
  /** Asks for a token, and throws what Microsoft refused it with. */
  prove(scope: MspScope, attempt: Pick<Attempt, 'tenantId' | 'clientId' | 'cloud' | 'credential'>): Promise<void>;
  /** The schedules read what is due; a connection that is not there is never read. */
  readonly due: {
    schedule(scope: MspScope, connection: Pick<Connection, 'connectionId' | 'tenantId' | 'reads'>): Promise<void>;
    withdraw(scope: MspScope, connection: Pick<Connection, 'connectionId' | 'tenantId'>): Promise<void>;
  };
  /** Removes all that was read of its tenant, and its runs. */
  forgetTenant(scope: MspScope, connection: Connection): Promise<void>;
  /** Removes the mail and meetings that these mailboxes alone brought. */
  forgetMailboxes(scope: MspScope, connection: Connection, mailboxes: Connection['mailboxes']): Promise<void>;
}
