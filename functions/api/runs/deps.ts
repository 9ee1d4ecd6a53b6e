import type { Cursors } from '#shared/api/cursor.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { ConnectionId, NewId, RunId, TenantId } from '#shared/kernel/ids.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Leases } from '#shared/store/lease-store.ts';
import type { Runs } from '#shared/store/run-store.ts';

export interface Deps {
  readonly connections: Pick<Connections, 'get'>;
  readonly runs: Pick<Runs, 'get' | 'start' | 'finish' | 'ofConnection'>;
  readonly leases: Pick<Leases, 'holder'>;
  readonly cursors: Cursors;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Starts the state machine of that kind for the tenant and does not wait for it. */
  readonly startMachine: (
    kind: RunKind,
    input: {
      readonly mspId: MspScope['mspId'];
      readonly connectionId: ConnectionId;
      readonly tenantId: TenantId;
      readonly trigger: 'person';
      readonly runId: RunId;
    },
  ) => Promise<void>;
}
