import { audited } from '#shared/api/audited.ts';
import { connectionSignIn } from '#shared/api/connection-sign-in.ts';
import { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { NewConnectionFields } from '#shared/store/connection-store.ts';
import { readAnswer } from './connection-answer.ts';
import { refuseUnknownCustomers } from './connection-validation.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.createConnection;

/** Everything that can be refused is refused before anything is stored; the record comes last, and what fails before it leaves nothing. */
export const createConnection = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId, kind, expiresOn, ownCredential } = await connectionSignIn(body, () =>
    deps.publisherApps.get(caller),
  );
  refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  const connectionId = ConnectionId.parse(deps.newId('con'));
  const wanted: NewConnectionFields = {
    ...body,
    connectionId,
    clientId,
    mailboxes: body.mailboxes.map((upn) => ({ mailboxId: MailboxId.parse(deps.newId('mbx')), upn })),
    credential: { kind, expiresOn, state: 'unknown' },
  };
  await deps.connections.assertAvailable(caller, wanted);
  const what = { action: 'connection.created', target: connectionId, requestId };
  const connection = await audited(deps.audit, caller, what, () =>
    withCompensation(async (undoing) => {
      if (ownCredential !== undefined) {
        undoing(() => deps.credentials.remove(caller.mspId, connectionId));
        await deps.credentials.store(caller.mspId, connectionId, ownCredential);
      }
      undoing(() => deps.due.withdraw(caller, wanted));
      await deps.due.schedule(caller, wanted);
      undoing(() => removeIfThere(caller, connectionId, deps));
      return deps.connections.create(caller, wanted);
    }),
  );
  return { body: await readAnswer(caller, connection, deps) };
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
