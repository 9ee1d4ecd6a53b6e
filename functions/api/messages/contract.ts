import { z } from 'zod';
import { ListQuery } from '#shared/api/list.ts';
import { SyncedList } from '#shared/api/synced.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';

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

export const BodyAnswer = z.object({
  text: z.string(),
  /** Sanitized; null if the item has no HTML. Show it in a frame without scripts. */
  html: z.string().nullable(),
  fetchedAt: Instant,
});

export const contract = apiContract({
  description: 'Mail with a customer: stored metadata, and bodies on demand from Microsoft.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true, CREDENTIALS_PREFIX: true }),
  access: { table: 'write', audit: 'append', credentials: 'read', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    listMessages: {
      route: 'GET /v1/customers/{customerId}/messages',
      summary: 'Messages of the last 14 days that the caller may see, newest first.',
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId }),
      query: ListQuery,
      response: {
        status: 200,
        body: SyncedList(MessageAnswer),
      },
      errors: ['NotFound', 'InvalidCursor'],
    },
    readMessageBody: {
      route: 'GET /v1/customers/{customerId}/messages/{messageId}/body',
      summary: 'The body of one message, fetched on demand, audited and not stored. At most 60 a minute.',
      ability: 'communications.read',
      params: z.strictObject({ customerId: CustomerId, messageId: z.string().min(1).max(1_024) }),
      response: { status: 200, body: BodyAnswer },
      errors: [
        'NotFound',
        'PrivateItem',
        'ItemGone',
        'RateLimited',
        'AuditUnavailable',
        'MailboxNotListed',
        'MicrosoftThrottled',
        'MicrosoftUnavailable',
      ],
      sensitive: true,
    },
  },
});
