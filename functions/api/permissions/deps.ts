import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';

export interface Deps {
  readonly connections: Pick<Connections, 'get'>;
  /** Undefined if the licenses of the tenant were never read. */
  plansOf(scope: MspScope, connection: Connection): Promise<ReadonlySet<string> | undefined>;
}
