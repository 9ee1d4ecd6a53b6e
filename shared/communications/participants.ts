import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';

/** Who takes part in a message: whoever wrote it and whoever it was sent to. Not the owner of the mailbox by that alone, and not reply-to. */
export const messageParticipants = (message: Pick<Message, 'from' | 'sender' | 'to' | 'cc' | 'bcc'>): string[] =>
  [message.from, message.sender, ...message.to, ...message.cc, ...message.bcc].flatMap((party) => party?.address ?? []);

/** Who takes part in a meeting, and what the domain filter looks at. */
export const eventParticipants = (event: Pick<CalendarEvent, 'organizer' | 'attendees'>): string[] =>
  [event.organizer, ...event.attendees].flatMap((party) => party?.address ?? []);

/** What the domain filter looks at: the participants, and in a message also where answers go. */
export const messageAddresses = (
  message: Pick<Message, 'from' | 'sender' | 'to' | 'cc' | 'bcc' | 'replyTo'>,
): string[] => [...messageParticipants(message), ...message.replyTo.map(({ address }) => address)];
