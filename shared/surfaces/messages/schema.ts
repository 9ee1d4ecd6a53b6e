import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { Party, RawParty } from '../parties.ts';
import { RawBoolean, RawInstant, RawNonBlankText, RawText, rawList } from '../raw.ts';

/** As Graph sends it. The body is never requested. https://learn.microsoft.com/graph/api/resources/message */
export const RawMessage = z.object({
  /** Immutable (`Prefer: IdType="ImmutableId"`), case-sensitive. */
  id: z.string().min(1),
  internetMessageId: RawNonBlankText,
  conversationId: RawNonBlankText,
  parentFolderId: RawNonBlankText,
  from: RawParty.nullish(),
  sender: RawParty.nullish(),
  toRecipients: rawList(RawParty),
  ccRecipients: rawList(RawParty),
  bccRecipients: rawList(RawParty),
  replyTo: rawList(RawParty),
  subject: RawText,
  bodyPreview: RawText,
  receivedDateTime: RawInstant,
  hasAttachments: RawBoolean,
  isDraft: RawBoolean,
  webLink: RawNonBlankText,
  /** `Integer 0x36` is the sensitivity: 2 is private, 3 is confidential. */
  singleValueExtendedProperties: rawList(z.object({ id: z.string(), value: z.string() })),
});

/** Only the folder of a message. */
export const RawMessageFolder = RawMessage.pick({ id: true, parentFolderId: true, isDraft: true });

/** A well-known folder of a mailbox. */
export const RawFolder = z.object({ id: z.string().min(1) });

/** The fact: one record per message and mailbox. It never has a body. */
export const Message = z.object({
  messageId: z.string(),
  /** The mailbox it was read from: its user principal name in lower case. */
  mailbox: z.string(),
  internetMessageId: z.string().nullable(),
  conversationId: z.string().nullable(),
  from: Party.nullable(),
  sender: Party.nullable(),
  to: z.array(Party),
  cc: z.array(Party),
  bcc: z.array(Party),
  replyTo: z.array(Party),
  /** Null for a private message, or where there is none. */
  subject: z.string().nullable(),
  /** At most 255 characters. Null for a private message. */
  preview: z.string().max(255).nullable(),
  receivedAt: Instant,
  hasAttachments: z.boolean(),
  /** Marked private or confidential by its sender. */
  isPrivate: z.boolean(),
  webLink: z.string().nullable(),
});
export type Message = z.output<typeof Message>;
