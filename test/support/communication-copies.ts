import { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { EventCopy } from '#shared/store/event-copies.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import { tenantNumber } from './numbered-msps.ts';

export const party = (address: string) => ({ address, name: null });

const source = {
  connectionId: ConnectionId.parse('con_00000000000000000000000001'),
  tenantId: tenantNumber(1),
  mailboxId: MailboxId.parse('mbx_00000000000000000000000001'),
  mailbox: 'jane@msp.example',
  graphId: 'AAMkAGUAAAwTW09AAA=',
};

/** A message from a customer's user to a technician. */
export const messageCopy = (overrides: Partial<MessageCopy> = {}): MessageCopy => ({
  ...source,
  internetMessageId: '<1@acme.example>',
  conversationId: 'conversation',
  from: party('ann@acme.example'),
  sender: party('ann@acme.example'),
  to: [party('jane@msp.example')],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Printer',
  preview: 'It prints nothing',
  receivedAt: '2026-11-21T09:00:00.000Z',
  hasAttachments: false,
  isPrivate: false,
  webLink: null,
  ...overrides,
});

export const eventCopy = (overrides: Partial<EventCopy> = {}): EventCopy => ({
  ...source,
  iCalUId: 'uid-1',
  seriesMasterId: null,
  organizer: party('jane@msp.example'),
  attendees: [{ ...party('ann@acme.example'), type: 'required', response: 'accepted' }],
  subject: 'Review',
  preview: 'Agenda',
  location: null,
  startAt: '2026-11-23T09:00:00.000Z',
  endAt: '2026-11-23T10:00:00.000Z',
  isAllDay: false,
  isCancelled: false,
  isOnlineMeeting: true,
  showAs: 'busy',
  isPrivate: false,
  webLink: null,
  ...overrides,
});
