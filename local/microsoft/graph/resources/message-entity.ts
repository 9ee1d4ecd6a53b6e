import { type Address, htmlOf, previewOf, type SimulatedMessage } from '../../mailbox.ts';
import type { SimulatedUser } from '../../tenant.ts';
import type { Entity } from '../entity.ts';
import { badRequest } from '../graph-errors.ts';
import type { GraphCall } from '../graph-resource.ts';
import { folderId, mutableId, wantsImmutableIds, wantsText } from './mailbox-access.ts';

const recipient = ({ name, address }: Address) => ({ emailAddress: { name, address } });

const bodyOf = ({ text, html }: SimulatedMessage, call: GraphCall) =>
  wantsText(call) ? { contentType: 'text', content: text } : { contentType: 'html', content: html ?? htmlOf(text) };

const sentSecondsBefore = 4;

export const messageIdFor = ({ id, folder }: SimulatedMessage, call: GraphCall): string =>
  wantsImmutableIds(call) ? id : mutableId(id, folder);

/** https://learn.microsoft.com/graph/api/resources/message */
export const messageEntity = (user: SimulatedUser): Entity<SimulatedMessage> => ({
  type: 'microsoft.graph.message',
  always: ['@odata.etag', 'id'],
  defaults: defaultNames,
  properties: {
    '@odata.etag': ({ id }) => `W/"CQAAABYAAAC${id.slice(-24)}"`,
    id: messageIdFor,
    createdDateTime: ({ receivedAt }) => secondsAround(receivedAt, 0),
    lastModifiedDateTime: ({ receivedAt }) => secondsAround(receivedAt, 0),
    changeKey: ({ id }) => `CQAAABYAAAC${id.slice(-24)}`,
    categories: () => [],
    receivedDateTime: ({ receivedAt }) => secondsAround(receivedAt, 0),
    sentDateTime: ({ receivedAt }) => secondsAround(receivedAt, -sentSecondsBefore),
    hasAttachments: ({ hasAttachments }) => hasAttachments,
    internetMessageId: ({ internetMessageId }) => internetMessageId,
    subject: ({ subject }) => subject,
    bodyPreview: ({ text }) => previewOf(text),
    importance: () => 'normal',
    parentFolderId: ({ folder }) => folderId(user, folder),
    conversationId: ({ conversationId }) => conversationId,
    conversationIndex: ({ conversationId }) => conversationId.slice(-22),
    isDeliveryReceiptRequested: () => false,
    isReadReceiptRequested: () => false,
    isRead: ({ isRead }) => isRead,
    isDraft: ({ folder }) => folder === 'drafts',
    webLink: (message, call) =>
      `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(messageIdFor(message, call))}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: () => 'focused',
    body: bodyOf,
    uniqueBody: bodyOf,
    sender: ({ sender }) => sender && recipient(sender),
    from: ({ from }) => from && recipient(from),
    toRecipients: ({ to }) => to.map(recipient),
    ccRecipients: ({ cc }) => cc.map(recipient),
    bccRecipients: ({ bcc }) => bcc.map(recipient),
    replyTo: ({ replyTo }) => replyTo.map(recipient),
    flag: () => ({ flagStatus: 'notFlagged' }),
  },
});

/** An instant shifted by some seconds, without fractions: Exchange stores none. */
const secondsAround = (instant: string, shiftSeconds: number): string =>
  `${new Date(Date.parse(instant) + shiftSeconds * 1000).toISOString().slice(0, 19)}Z`;

/** The properties returned without `$select`: all but `uniqueBody` and `bccRecipients`. */
const defaultNames = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'subject',
  'bodyPreview',
  'importance',
  'parentFolderId',
  'conversationId',
  'conversationIndex',
  'isDeliveryReceiptRequested',
  'isReadReceiptRequested',
  'isRead',
  'isDraft',
  'webLink',
  'inferenceClassification',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'flag',
];

const sensitivityProperty = 'Integer 0x36';
const extendedPattern = /^singleValueExtendedProperties\(\$filter=id eq '(Integer 0x36)'\)$/;

/**
 * The only supported `$expand` of a message: PidTagSensitivity, absent where it was never set.
 * https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get
 */
export const validateMessageExpand = ({ query, now }: GraphCall) =>
  query.expand === undefined || extendedPattern.test(query.expand)
    ? undefined
    : badRequest(`Parsing OData Select and Expand failed: '${query.expand}' is not supported.`, now);

export const expandSensitivity = ({ query }: GraphCall, { sensitivity }: SimulatedMessage): Record<string, unknown> =>
  query.expand === undefined || sensitivity === 0
    ? {}
    : { singleValueExtendedProperties: [{ id: sensitivityProperty, value: String(sensitivity) }] };
