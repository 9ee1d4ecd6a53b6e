import type { ConnectionId, MailboxId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { events } from './event-copies.ts';
import { messages } from './message-copies.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';

/**
 * Drops everything that a mailbox brought. Take it off the connection first: a reading under way then finds its announcement gone and writes nothing
 * more. Answers how many copies went.
 */
export const deleteMailboxData = async (
  table: Table,
  scope: MspScope,
  { connectionId, tenantId }: { readonly connectionId: ConnectionId; readonly tenantId: TenantId },
  mailboxId: MailboxId,
): Promise<number> => {
  for (const surfaceId of ['messages', 'events']) {
    await surfaceStates(table).deleteMailboxState(scope, tenantId, { surfaceId, mailboxId });
  }
  return (
    (await messages(table).deleteOfMailbox(scope, connectionId, mailboxId)) +
    (await events(table).deleteOfMailbox(scope, connectionId, mailboxId))
  );
};
