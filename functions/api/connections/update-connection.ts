import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { readAnswer, requireConnection } from './connection-answer.ts';
import { refuseEmptyMailboxList, refuseUnknownCustomers } from './connection-validation.ts';
import type { contract } from './contract.ts';
import { deleteMailboxes } from './delete-mailboxes.ts';
import type { Deps } from './deps.ts';
import { scheduleRuns } from './run-schedule.ts';

type Op = typeof contract.operations.updateConnection;

/** A mailbox that stays on the list keeps its id and its data. */
const mailboxesOf = (before: Connection, upns: readonly string[], { newId }: Deps): Connection['mailboxes'] =>
  upns.map(
    (upn) =>
      before.mailboxes.find((mailbox) => mailbox.upn === upn) ?? { mailboxId: MailboxId.parse(newId('mbx')), upn },
  );

/** The mailboxes that are no longer read: those taken off the list, or all of them if mail is no longer read. */
const removedMailboxes = (
  before: Connection,
  after: Pick<Connection, 'reads' | 'mailboxes'>,
): Connection['mailboxes'] =>
  before.mailboxes.filter(
    ({ mailboxId }) =>
      !after.reads.includes('communications') || !after.mailboxes.some((kept) => kept.mailboxId === mailboxId),
  );

export const updateConnection = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const before = await requireConnection(deps, caller, params.connectionId);
  const settings = {
    reads: body.reads ?? before.reads,
    mailboxes: body.mailboxes === undefined ? before.mailboxes : mailboxesOf(before, body.mailboxes, deps),
    customerIds: body.customerIds ?? before.customerIds,
    ownTenant: body.ownTenant ?? before.ownTenant,
  };
  refuseEmptyMailboxList(settings);
  if (body.customerIds !== undefined) refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  await deps.connections.assertAvailable(caller, { ...before, ownTenant: settings.ownTenant });
  const auditEntry = { action: 'connection.changed', target: before.connectionId, requestId } as const;
  // The data is deleted before the list changes: if that fails, the list is unchanged and the request can be repeated.
  // It is deleted again afterwards, because a run in progress may have written more.
  const deleteData = () => deleteMailboxes(caller, before, removedMailboxes(before, settings), deps);
  const after = await audited(deps.audit, caller, auditEntry, async () => {
    await deleteData();
    const changed = await deps.connections.update(caller, before, settings);
    await scheduleRuns(caller, changed, deps);
    await deleteData();
    return changed;
  });
  return { body: await readAnswer(caller, after, deps) };
};
