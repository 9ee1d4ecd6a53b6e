import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import type { Address, Attendee, SimulatedEvent, SimulatedMessage } from '../mailbox.ts';
import type { Random } from '../random.ts';
import type { SimulatedUser } from '../tenant.ts';
import { mailSentences } from './sample-names.ts';

export const addressOf = ({ displayName, mail, userPrincipalName }: SimulatedUser): Address => ({
  name: displayName,
  address: mail ?? userPrincipalName,
});

/** Properties of a message; the others have defaults. */
export type MessageOptions = Pick<SimulatedMessage, 'subject' | 'from' | 'to'> &
  Partial<SimulatedMessage> & { readonly hoursAgo?: number };

/** Outlook's immutable ids share a prefix and are case-sensitive. */
const messageId = (draw: Random): string => `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A${draw.token(60)}AA`;
const eventId = (draw: Random): string => `AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg1B${draw.token(60)}AA`;

export const aMessage = (draw: Random, now: Date, { hoursAgo, ...overrides }: MessageOptions): SimulatedMessage => ({
  id: messageId(draw),
  folder: 'inbox',
  internetMessageId: `<${draw.token(24)}@mail.example>`,
  conversationId: `AAQkA${draw.token(40)}=`,
  sender: overrides.from,
  cc: [],
  bcc: [],
  replyTo: [],
  receivedAt: instantOf(addSeconds(now, -(hoursAgo ?? 24) * 3600)),
  isRead: true,
  hasAttachments: false,
  sensitivity: 0,
  text: messageText(draw),
  html: null,
  ...overrides,
});

/** A salutation, three to six sentences and a closing, each a paragraph. */
export const messageText = (draw: Random): string =>
  ['Hello,', ...draw.shuffled(mailSentences).slice(0, draw.between(3, 6)), 'Kind regards'].join('\n\n');

export type EventOptions = Pick<SimulatedEvent, 'subject' | 'organizer'> &
  Partial<SimulatedEvent> & { readonly inHours: number; readonly minutes?: number };

export const anEvent = (draw: Random, now: Date, { inHours, minutes, ...overrides }: EventOptions): SimulatedEvent => {
  const startAt = addSeconds(now, Math.round(inHours) * 3600);
  return {
    id: eventId(draw),
    iCalUId: `040000008200E00074C5B7101A82E008${draw.guid().replaceAll('-', '').toUpperCase()}`,
    seriesMasterId: null,
    type: 'singleInstance',
    startAt: instantOf(startAt),
    endAt: instantOf(addSeconds(startAt, (minutes ?? 60) * 60)),
    isAllDay: false,
    isCancelled: false,
    showAs: 'busy',
    sensitivity: 0,
    attendees: [],
    location: null,
    joinUrl: `https://teams.microsoft.com/l/meetup-join/${draw.token(20)}`,
    text: messageText(draw),
    html: null,
    ...overrides,
  };
};

export const attendee = (address: Address, response: Attendee['response'] = 'accepted'): Attendee => ({
  ...address,
  type: 'required',
  response,
});
