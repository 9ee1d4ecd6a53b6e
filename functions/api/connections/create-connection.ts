import { audited } from '#shared/api/audited.ts';
import { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { NewConnection } from '#shared/store/connection.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { refuseUnknownCustomers, refuseUnknownMode } from './acceptable.ts';
import { answerFor } from './connection-answer.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPasted } from './pasted-credential.ts';

type Op = typeof contract.operations.createConnection;

/** Everything that can be refused is refused before anything is stored. */
export const createConnection = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  refuseUnknownMode(body.mode);
  const { credential, expiresOn } = readPasted(body.credential);
  refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  const connectionId = ConnectionId.parse(deps.newId('con'));
  const wanted: NewConnection = {
    ...body,
    connectionId,
    mailboxes: body.mailboxes.map((upn) => ({ mailboxId: MailboxId.parse(deps.newId('mbx')), upn })),
    credential: { kind: credential.kind, expiresOn, state: 'unknown' },
  };
  await deps.connections.refuseIfTaken(caller, wanted);
  const what = { action: 'connection.created', target: connectionId, requestId };
  const connection = await audited(deps.audit, caller, what, async () => {
    await deps.credentials.store(caller.mspId, connectionId, credential);
    return keepOrUndo(caller, wanted, deps);
  });
  return { body: await answerFor(caller, connection, deps) };
};

/** The secret stands already; where the record cannot, the secret goes again. */
const keepOrUndo = async (caller: MemberScope, wanted: NewConnection, deps: Deps): Promise<Connection> => {
  try {
    await deps.due.schedule(caller, wanted);
    return await deps.connections.create(caller, wanted);
  } catch (error) {
    await deps.due.withdraw(caller, wanted);
    await deps.credentials.remove(caller.mspId, wanted.connectionId);
    throw error;
  }
};
