import type { ConnectionId, MailboxId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { events } from './event-copies.ts';
import { messages } from './message-copies.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';

/**
 * Deletes everything that was read from a mailbox, and returns how many copies were deleted. Remove the mailbox from
 * the connection first: a sync that is under way then finds its claim deleted and writes nothing more.
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
