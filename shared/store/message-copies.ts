import type { z } from 'zod';
import { ConnectionId, MailboxId, TenantId } from '#shared/kernel/ids.ts';
import { Message } from '#shared/surfaces/messages/schema.ts';
import { type CopyRow, mailboxCopies } from './mailbox-copies.ts';
import type { Table } from './table.ts';

export const shapeVersion = 2;

/**
 * What one technician mailbox holds of a message. Participation by bcc or sender counts for the copy that carries it alone, so show and fetch the first copy
 * in which the caller takes part.
 */
export const MessageCopy = Message.omit({ messageId: true }).extend({
  connectionId: ConnectionId,
  tenantId: TenantId,
  mailboxId: MailboxId,
  graphId: Message.shape.messageId,
});
export type MessageCopy = z.output<typeof MessageCopy>;
/** `itemId` is the message id of the API. */
export type MessageRow = CopyRow<MessageCopy>;

/** Newest first; gone 14 days after receipt. */
export const messages = (table: Table) =>
  mailboxCopies<MessageCopy>(table, {
    entity: 'message',
    prefix: 'MESSAGE',
    shapeVersion,
    copy: MessageCopy,
    compare: (one, other) =>
      other.receivedAt.localeCompare(one.receivedAt) ||
      one.mailboxId.localeCompare(other.mailboxId) ||
      one.graphId.localeCompare(other.graphId),
  });
