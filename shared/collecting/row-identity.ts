import { createHash } from 'node:crypto';
import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';

interface Party {
  readonly address: string;
}

/**
 * Identifies the copies of one message: those equal in all of these parts. The internet message id alone could be
 * forged to merge somebody else's mail into one's own view. A message without that id is a row of its own. Addresses
 * compare as sets, names are ignored, the subject is compared exactly. The result is opaque and URL-safe.
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

/** The same for events: one occurrence with one organizer and the same attendees. */
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
