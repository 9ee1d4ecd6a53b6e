import { createHash } from 'node:crypto';
import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';

interface Party {
  readonly address: string;
}

/**
 * Which copies are one message: those equal in all of this. The internet message id alone could be forged, to merge a stranger's mail into one's own view;
 * a message without one is a row of its own. Addresses compare as sets, names do not count, the subject counts exactly. Opaque and URL-safe.
 */
export const messageIdentity = (message: Message): string =>
  digest([
    'message',
    message.internetMessageId ?? [message.mailbox, message.messageId],
    addressOf(message.from),
    setOf(message.to),
    setOf(message.cc),
    message.subject,
  ]);

/** The same for meetings: one occurrence with one organizer and the same attendees. */
export const eventIdentity = (event: CalendarEvent): string =>
  digest([
    'event',
    event.iCalUId ?? [event.mailbox, event.eventId],
    event.startAt,
    addressOf(event.organizer),
    setOf(event.attendees),
  ]);

const digest = (parts: unknown): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
const addressOf = (party: Party | null): string | null => party?.address ?? null;
const setOf = (parties: readonly Party[]): string[] => [...new Set(parties.map(({ address }) => address))].toSorted();
