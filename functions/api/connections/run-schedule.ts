import { RunKind } from '#shared/kernel/run.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Deps } from './deps.ts';

/** Makes the runs that a connection has due now. The schedules read the connections in this directory and no others. */
export const scheduleRuns = async (
  scope: MspScope,
  { connectionId, tenantId, reads }: Pick<Connection, 'connectionId' | 'tenantId' | 'reads'>,
  { due, clock }: Pick<Deps, 'due' | 'clock'>,
): Promise<void> => {
  for (const kind of RunKind.options) {
    if (reads.includes(kind)) await due.schedule(scope, connectionId, tenantId, kind, clock.now());
    else await due.unschedule(scope, connectionId, kind);
  }
};

export const unscheduleRuns = async (
  scope: MspScope,
  { connectionId }: Pick<Connection, 'connectionId'>,
  { due }: Pick<Deps, 'due'>,
): Promise<void> => {
  for (const kind of RunKind.options) await due.unschedule(scope, connectionId, kind);
};
