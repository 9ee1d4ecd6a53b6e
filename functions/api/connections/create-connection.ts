import { audited } from '#shared/api/audited.ts';
import { connectionSignIn } from '#shared/api/connection-sign-in.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { withCompensation } from '#shared/kernel/with-compensation.ts';
import type { NewConnectionFields } from '#shared/store/connection-store.ts';
import { readAnswer } from './connection-answer.ts';
import { refuseUnknownCustomers } from './connection-validation.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { scheduleRuns, unscheduleRuns } from './run-schedule.ts';

type Op = typeof contract.operations.createConnection;

/**
 * Validates everything before anything is stored. The record is written last: if an earlier step fails, compensation
 * removes what was stored.
 */
export const createConnection = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { clientId, kind, expiresOn, ownCredential } = await connectionSignIn(body, () =>
    deps.publisherApps.get(caller),
  );
  refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  const connectionId = ConnectionId.parse(deps.newId('con'));
  const fields: NewConnectionFields = {
    ...body,
    connectionId,
    clientId,
    mailboxes: body.mailboxes.map((upn) => ({ mailboxId: MailboxId.parse(deps.newId('mbx')), upn })),
    credential: { kind, expiresOn, state: 'unknown' },
  };
  await deps.connections.assertAvailable(caller, fields);
  const auditEntry = { action: 'connection.created', target: connectionId, requestId } as const;
  const connection = await audited(deps.audit, caller, auditEntry, () =>
    withCompensation(async (compensate) => {
      if (ownCredential !== undefined) {
        compensate(() => deps.credentials.remove(caller.mspId, connectionId));
        await deps.credentials.store(caller.mspId, connectionId, ownCredential);
      }
      compensate(() => unscheduleRuns(caller, fields, deps));
      await scheduleRuns(caller, fields, deps);
      compensate(() => removeIfThere(caller, connectionId, deps));
      return deps.connections.create(caller, fields);
    }),
  );
  return { body: await readAnswer(caller, connection, deps) };
};

/** The write of the record may have succeeded although its answer was lost. */
const removeIfThere = async (
  caller: MemberScope,
  connectionId: ConnectionId,
  { connections }: Pick<Deps, 'connections'>,
): Promise<void> => {
  const stored = await connections.get(caller, connectionId);
  if (stored !== undefined) await connections.remove(caller, stored);
};
