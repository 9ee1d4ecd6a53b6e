import type { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Run } from '#shared/store/run-store.ts';
import type { RunAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

export const toAnswer = (
  run: Run,
  connection: Pick<Connection, 'tenantName'> | undefined,
): z.input<typeof RunAnswer> => {
  const { runId, connectionId, tenantId, kind, state, startedAt, finishedAt, surfaces } = run;
  return {
    runId,
    connectionId,
    tenantId,
    tenantName: connection?.tenantName ?? null,
    kind,
    state,
    startedAt,
    finishedAt,
    surfaces,
  };
};

/** Throws the same `NotFound` for a connection that never existed, was removed or belongs to another MSP. */
export const requireConnection = async (
  { connections }: Pick<Deps, 'connections'>,
  scope: MspScope,
  connectionId: ConnectionId,
): Promise<Connection> => {
  const connection = await connections.get(scope, connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  return connection;
};
