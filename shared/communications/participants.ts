import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';

/**
 * The participants of a message: author and recipients. The owner of the mailbox and reply-to addresses are not
 * participants by that alone.
 */
export const messageParticipants = (message: Pick<Message, 'from' | 'sender' | 'to' | 'cc' | 'bcc'>): string[] =>
  [message.from, message.sender, ...message.to, ...message.cc, ...message.bcc].flatMap((party) => party?.address ?? []);

/** The participants of a meeting, which the domain filter compares too. */
export const eventParticipants = (event: Pick<CalendarEvent, 'organizer' | 'attendees'>): string[] =>
  [event.organizer, ...event.attendees].flatMap((party) => party?.address ?? []);

/** The addresses that the domain filter compares: the participants and reply-to. */
export const messageAddresses = (
  message: Pick<Message, 'from' | 'sender' | 'to' | 'cc' | 'bcc' | 'replyTo'>,
): string[] => [...messageParticipants(message), ...message.replyTo.map(({ address }) => address)];
