import { z } from 'zod';
import { listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { SyncedList } from '#shared/api/synced.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { Text } from '#shared/kernel/text.ts';

const Correspondent = z.object({ address: z.string(), name: z.string().nullable() });

export const MessageAnswer = z.object({
  messageId: z.string(),
  /** The technician mailbox in which it was read. */
  mailbox: z.string(),
  from: Correspondent.nullable(),
  to: z.array(Correspondent),
  cc: z.array(Correspondent),
  /** Null if the owner marked the item as private. */
  subject: z.string().nullable(),
  preview: z.string().nullable(),
  isPrivate: z.boolean(),
  receivedAt: Instant,
  conversationId: z.string().nullable(),
  hasAttachments: z.boolean(),
  webLink: z.string().nullable(),
});
MessageAnswer.register(z.globalRegistry, {
  id: 'Message',
  description: 'A message between the MSP and a customer, without its body.',
});

const Attendee = z.object({ address: z.string(), name: z.string().nullable() });

export const EventAnswer = z.object({
  eventId: z.string(),
  /** The technician mailbox in which it was read. */
  mailbox: z.string(),
  /** Null if the owner marked the item as private. */
  subject: z.string().nullable(),
  isPrivate: z.boolean(),
  organizer: Attendee.nullable(),
  attendees: z.array(Attendee),
  startAt: Instant,
  endAt: Instant,
  isAllDay: z.boolean(),
  isOnlineMeeting: z.boolean(),
  isCancelled: z.boolean(),
  webLink: z.string().nullable(),
});
EventAnswer.register(z.globalRegistry, {
  id: 'Event',
  description: 'A meeting of the MSP with a customer, without its body.',
});

export const BodyAnswer = z.object({
  text: z.string(),
  /** Sanitized; null if the item has no HTML. Show it in a frame without scripts. */
  html: z.string().nullable(),
  fetchedAt: Instant,
});
BodyAnswer.register(z.globalRegistry, {
  id: 'Body',
  description: 'The body of a message or a meeting. Nothing of it is stored.',
});

const bodyErrors = [
  'NotFound',
  'PrivateItem',
  'BodyTooLarge',
  'ItemGone',
  'AuditUnavailable',
  'MailboxNotListed',
  'MicrosoftThrottled',
  'MicrosoftUnavailable',
] as const;

const messagesTag = {
  name: 'messages',
  description: 'Mail with a customer: stored metadata, and bodies on demand from Microsoft.',
};
const eventsTag = {
  name: 'events',
  description: 'Meetings with a customer: stored metadata, and bodies on demand from Microsoft.',
};

const ItemId = Text.min(1).max(512);

export const contract = apiContract({
  description: 'Mail and meetings with a customer: stored metadata, and bodies on demand from Microsoft.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', audit: 'append', credentials: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    listMessages: {
      route: 'GET /v1/customers/{customerId}/messages',
      summary: 'Messages of the last 14 days that the caller may see, newest first.',
      tag: messagesTag,
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('subject, preview or people of the message'),
        ...sortQuery(['newest', 'oldest'], 'The order.'),
      }),
      response: {
        status: 200,
        body: SyncedList(MessageAnswer).meta({ id: 'MessagesPage', description: 'A page of messages.' }),
      },
      errors: ['NotFound', 'InvalidCursor'],
    },
    readMessageBody: {
      route: 'GET /v1/customers/{customerId}/messages/{messageId}/body',
      summary: 'The body of one message, fetched on demand, audited and not stored. At most 60 a minute.',
      tag: messagesTag,
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId, messageId: ItemId }),
      response: { status: 200, body: BodyAnswer },
      rateLimit: 'bodies',
      errors: bodyErrors,
      sensitive: true,
    },
    listEvents: {
      route: 'GET /v1/customers/{customerId}/events',
      summary: 'Meetings from 14 days after their end to 14 days ahead that the caller may see, by start.',
      tag: eventsTag,
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('subject or people of the meeting'),
        ...sortQuery(['start', 'latest'], 'The order.'),
      }),
      response: {
        status: 200,
        body: SyncedList(EventAnswer).meta({ id: 'EventsPage', description: 'A page of meetings.' }),
      },
      errors: ['NotFound', 'InvalidCursor'],
    },
    readEventBody: {
      route: 'GET /v1/customers/{customerId}/events/{eventId}/body',
      summary: 'The body of one meeting, fetched on demand, audited and not stored. At most 60 a minute.',
      tag: eventsTag,
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId, eventId: ItemId }),
      response: { status: 200, body: BodyAnswer },
      rateLimit: 'bodies',
      errors: bodyErrors,
      sensitive: true,
    },
  },
});
