import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';

const party = (address: string) => ({ address, name: null });

/** The fact of a message from a customer's user to a technician. */
export const mailMessage = (overrides: Partial<Message> = {}): Message => ({
  messageId: 'graph-1',
  mailbox: 'tess@msp.example',
  internetMessageId: '<1@acme.example>',
  conversationId: 'conversation',
  from: party('ann@acme.example'),
  sender: party('ann@acme.example'),
  to: [party('tess@msp.example')],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Printer',
  preview: 'It does not print',
  receivedAt: '2026-11-22T10:00:00.000Z',
  hasAttachments: false,
  isPrivate: false,
  webLink: 'https://outlook.office365.com/owa/?ItemID=graph-1',
  ...overrides,
});

/** The fact of a meeting of a technician with a customer's user. */
export const calendarEvent = (overrides: Partial<CalendarEvent> = {}): CalendarEvent => ({
  eventId: 'graph-e1',
  mailbox: 'tess@msp.example',
  iCalUId: 'ical-1',
  seriesMasterId: null,
  organizer: party('tess@msp.example'),
  attendees: [{ ...party('ann@acme.example'), type: 'required', response: 'accepted' }],
  subject: 'Quarterly review',
  preview: 'Agenda',
  location: 'Room 1',
  startAt: '2026-11-23T10:00:00.000Z',
  endAt: '2026-11-23T11:00:00.000Z',
  isAllDay: false,
  isCancelled: false,
  isOnlineMeeting: true,
  showAs: 'busy',
  isPrivate: false,
  webLink: null,
  ...overrides,
});

export { party };
