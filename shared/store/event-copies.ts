import type { z } from 'zod';
import { ConnectionId, MailboxId, TenantId } from '#shared/kernel/ids.ts';
import { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import { type CopyRow, type MailboxCopies, mailboxCopies } from './mailbox-copies.ts';
import { eventKind } from './mailbox-copy-changes.ts';
import type { Table } from './table.ts';

/** Read by the record of stored shapes, which finds it by its name. @public */
export const shapeVersion = eventKind.shapeVersion;

/** The copy of a meeting in one technician's mailbox. Show and fetch the first copy in which the caller takes part. */
export const EventCopy = CalendarEvent.omit({ eventId: true }).extend({
  connectionId: ConnectionId,
  tenantId: TenantId,
  mailboxId: MailboxId,
  graphId: CalendarEvent.shape.eventId,
});
export type EventCopy = z.output<typeof EventCopy>;
/** `itemId` is the event id of the API. */
export type EventRow = CopyRow<EventCopy>;

/** Meetings sorted by start; they expire 14 days after their end. */
export type Events = MailboxCopies<EventCopy>;

export const events = (table: Table): Events =>
  mailboxCopies<EventCopy>(table, {
    kind: eventKind,
    copy: EventCopy,
    compare: (one, other) =>
      one.startAt.localeCompare(other.startAt) ||
      one.mailboxId.localeCompare(other.mailboxId) ||
      one.graphId.localeCompare(other.graphId),
  });
