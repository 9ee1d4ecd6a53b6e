import type { ConsentStates } from '#shared/api/consent-state.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { TokenClaims } from '#shared/microsoft/open-microsoft.ts';
import type { CloudOrigins } from '#shared/microsoft/origins.ts';
import type { AuditLog } from '#shared/store/audit-log.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { ConsentRequests } from '#shared/store/consent-request-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';

export interface Deps {
  readonly connections: Pick<Connections, 'get' | 'recordCredentialState' | 'recordTenant'>;
  readonly requests: ConsentRequests;
  readonly states: ConsentStates;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  originsOf(cloud: Connection['cloud']): CloudOrigins;
  /** The scope of a caller who returns with a state that we signed. */
  scopeOf(mspId: MspId): MspScope;
  /** Requests a new token. Throws what Microsoft refused it with. */
  admission(connection: Connection): Promise<TokenClaims>;
  readonly due: Pick<DirectoryDue, 'schedule'>;
}
