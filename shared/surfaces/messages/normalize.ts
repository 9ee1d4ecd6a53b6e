import type { z } from 'zod';
import { partiesOf, partyOf, previewOf } from '../parties.ts';
import type { Message, RawMessage } from './schema.ts';

type Raw = z.output<typeof RawMessage>;

/** A message has no `sensitivity` in v1.0, so the MAPI property is requested: 2 is private, 3 is confidential. */
export const sensitivityProperty = 'Integer 0x36';
const privateValues = new Set(['2', '3']);

const isPrivate = ({ singleValueExtendedProperties }: Raw): boolean =>
  singleValueExtendedProperties.some(({ id, value }) => /^Integer 0x0*36$/i.test(id) && privateValues.has(value));

/** Junk, deleted items and drafts are not communication with a customer. */
export const isExcluded = (
  { isDraft, parentFolderId }: Pick<Raw, 'isDraft' | 'parentFolderId'>,
  excludedFolders: ReadonlySet<string>,
): boolean => isDraft || (parentFolderId !== null && excludedFolders.has(parentFolderId));

const partiesIn = (raw: Raw) => ({
  from: partyOf(raw.from) ?? null,
  sender: partyOf(raw.sender) ?? null,
  to: partiesOf(raw.toRecipients),
  cc: partiesOf(raw.ccRecipients),
  bcc: partiesOf(raw.bccRecipients),
  replyTo: partiesOf(raw.replyTo),
});

/** Undefined for a message that is not kept: a draft, junk, deleted, or without a usable address. */
export const normalize = (raw: Raw, mailbox: string, excludedFolders: ReadonlySet<string>): Message | undefined => {
  if (isExcluded(raw, excludedFolders)) return undefined;
  const parties = partiesIn(raw);
  const isAddressed = [parties.from, parties.sender].some((party) => party !== null);
  if (!isAddressed && [parties.to, parties.cc, parties.bcc, parties.replyTo].every((list) => list.length === 0)) {
    return undefined;
  }
  const hidden = isPrivate(raw);
  return {
    messageId: raw.id,
    mailbox,
    internetMessageId: raw.internetMessageId,
    conversationId: raw.conversationId,
    ...parties,
    subject: hidden ? null : raw.subject,
    preview: hidden ? null : previewOf(raw.bodyPreview),
    receivedAt: raw.receivedDateTime,
    hasAttachments: raw.hasAttachments,
    isPrivate: hidden,
    webLink: raw.webLink,
  };
};
