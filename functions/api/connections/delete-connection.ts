import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { requireConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import { deleteMailboxes } from './delete-mailboxes.ts';
import type { Deps } from './deps.ts';
import { unscheduleRuns } from './run-schedule.ts';

type Op = typeof contract.operations.deleteConnection;

/**
 * The credential is removed first. If a later step fails, nothing can be read any more and the request can be repeated.
 */
export const deleteConnection = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await requireConnection(deps, caller, params.connectionId);
  const { connectionId } = connection;
  const auditEntry = { action: 'connection.removed', target: connectionId, requestId } as const;
  await audited(deps.audit, caller, auditEntry, async () => {
    await deps.credentials.remove(caller.mspId, connectionId);
    await unscheduleRuns(caller, connection, deps);
    const deleteData = async (): Promise<void> => {
      await deleteMailboxes(caller, connection, connection.mailboxes, deps);
      await deps.deleteTenantData(caller, connection);
    };
    await deleteData();
    await deps.connections.remove(caller, connection);
    // A run in progress may have written more data in the meantime.
    await deleteData();
  });
  return { body: undefined };
};
