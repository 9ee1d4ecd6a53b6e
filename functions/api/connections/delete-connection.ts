import { audited } from '#shared/api/audited.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { knownConnection } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.deleteConnection;

/** The credential goes first: whatever fails after that, nothing can be read any more, and the request can be made again. */
export const deleteConnection = async (
  { caller, params, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await knownConnection(deps, caller, params.connectionId);
  const { connectionId } = connection;
  const what = { action: 'connection.removed', target: connectionId, requestId };
  await audited(deps.audit, caller, what, async () => {
    await deps.credentials.remove(caller.mspId, connectionId);
    await deps.due.withdraw(caller, connection);
    const forget = async (): Promise<void> => {
      await deps.deleteMailboxData(caller, connection, connection.mailboxes);
      await deps.deleteTenantData(caller, connection);
    };
    await forget();
    await deps.connections.remove(caller, connection);
    // A run that was under way may have kept more in between.
    await forget();
  });
  return { body: undefined };
};
