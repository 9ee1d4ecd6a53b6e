import type { z } from 'zod';
import { ConnectionId, MailboxId, TenantId } from '#shared/kernel/ids.ts';
import { Message } from '#shared/surfaces/messages/schema.ts';
import { type CopyRow, type MailboxCopies, mailboxCopies } from './mailbox-copies.ts';
import { messageKind } from './mailbox-copy-changes.ts';
import type { Table } from './table.ts';

/** Read by the record of stored shapes, which finds it by its name. @public */
export const shapeVersion = messageKind.shapeVersion;

/**
 * The copy of a message in one technician's mailbox. Participation as sender or by bcc counts only for the copy that
 * shows it, so show and fetch the first copy in which the caller takes part.
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

/** Messages sorted newest first; they expire 14 days after receipt. */
export type Messages = MailboxCopies<MessageCopy>;

export const messages = (table: Table): Messages =>
  mailboxCopies<MessageCopy>(table, {
    kind: messageKind,
    copy: MessageCopy,
    compare: (one, other) =>
      other.receivedAt.localeCompare(one.receivedAt) ||
      one.mailboxId.localeCompare(other.mailboxId) ||
      one.graphId.localeCompare(other.graphId),
  });
