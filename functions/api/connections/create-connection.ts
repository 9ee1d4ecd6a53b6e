import { audited } from '#shared/api/audited.ts';
import { signInOf } from '#shared/api/connection-sign-in.ts';
import { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { together } from '#shared/kernel/with-compensation.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { NewConnection } from '#shared/store/connection-store.ts';
import { answerFor } from './connection-answer.ts';
import { refuseUnknownCustomers } from './connection-validation.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.createConnection;

/** Everything that can be refused is refused before anything is stored; the record comes last, and what fails before it leaves nothing. */
export const createConnection = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId, kind, expiresOn, own } = await signInOf(body, () => deps.publisherApps.get(caller));
  refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  const connectionId = ConnectionId.parse(deps.newId('con'));
  const wanted: NewConnection = {
    ...body,
    connectionId,
    clientId,
    mailboxes: body.mailboxes.map((upn) => ({ mailboxId: MailboxId.parse(deps.newId('mbx')), upn })),
    credential: { kind, expiresOn, state: 'unknown' },
  };
  await deps.connections.refuseIfTaken(caller, wanted);
  const what = { action: 'connection.created', target: connectionId, requestId };
  const connection = await audited(deps.audit, caller, what, () =>
    together(async (undoing) => {
      if (own !== undefined) {
        undoing(() => deps.credentials.remove(caller.mspId, connectionId));
        await deps.credentials.store(caller.mspId, connectionId, own);
      }
      undoing(() => deps.due.withdraw(caller, wanted));
      await deps.due.schedule(caller, wanted);
      undoing(() => removeIfThere(caller, connectionId, deps));
      return deps.connections.create(caller, wanted);
    }),
  );
  return { body: await answerFor(caller, connection, deps) };
};

/** Where the table kept the record and its answer was lost. */
const removeIfThere = async (
  caller: MemberScope,
  connectionId: ConnectionId,
  { connections }: Pick<Deps, 'connections'>,
): Promise<void> => {
  const kept = await connections.get(caller, connectionId);
  if (kept !== undefined) await connections.remove(caller, kept);
};
