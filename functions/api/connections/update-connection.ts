import { audited } from '#shared/api/audited.ts';
import { MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { knownConnection, readAnswer } from './connection-answer.ts';
import { refuseEmptyMailboxList, refuseUnknownCustomers } from './connection-validation.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.updateConnection;

/** A mailbox that stays keeps its id, and with it what it brought. */
const mailboxesOf = (before: Connection, upns: readonly string[], { newId }: Deps): Connection['mailboxes'] =>
  upns.map(
    (upn) =>
      before.mailboxes.find((mailbox) => mailbox.upn === upn) ?? { mailboxId: MailboxId.parse(newId('mbx')), upn },
  );

/** What is no longer read: mailboxes off the list, or all of them where mail is no longer read. */
const dropped = (before: Connection, after: Pick<Connection, 'reads' | 'mailboxes'>): Connection['mailboxes'] =>
  before.mailboxes.filter(
    ({ mailboxId }) =>
      !after.reads.includes('communications') || !after.mailboxes.some((kept) => kept.mailboxId === mailboxId),
  );

export const updateConnection = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const before = await knownConnection(deps, caller, params.connectionId);
  const words = {
    reads: body.reads ?? before.reads,
    mailboxes: body.mailboxes === undefined ? before.mailboxes : mailboxesOf(before, body.mailboxes, deps),
    customerIds: body.customerIds ?? before.customerIds,
    ownTenant: body.ownTenant ?? before.ownTenant,
  };
  refuseEmptyMailboxList(words);
  if (body.customerIds !== undefined) refuseUnknownCustomers(body.customerIds, await deps.customers.list(caller));
  await deps.connections.assertAvailable(caller, { ...before, ownTenant: words.ownTenant });
  const what = { action: 'connection.changed', target: before.connectionId, requestId };
  // Forgotten before the list says so: where that fails the list stands as it was, and the request can be made again. And after, for a run under way.
  const forget = () => deps.deleteMailboxData(caller, before, dropped(before, words));
  const after = await audited(deps.audit, caller, what, async () => {
    await forget();
    const changed = await deps.connections.update(caller, before, words);
    await deps.due.schedule(caller, changed);
    await forget();
    return changed;
  });
  return { body: await readAnswer(caller, after, deps) };
};
