import { answerCollection } from '../collection.ts';
import type { Resource } from '../graph-resource.ts';
import { openMailbox, preferenceApplied } from './mailbox-access.ts';
import { expandSensitivity, messageEntity, validateMessageExpand } from './message-entity.ts';

/** The messages of all folders, newest first. https://learn.microsoft.com/graph/api/user-list-messages */
export const messages: Resource = {
  template: '/users/{id}/messages',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['Mail.Read', 'Mail.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const { user, mailbox } = opened;
    return (
      validateMessageExpand(call) ??
      answerCollection(call, {
        entity: messageEntity(user),
        items: mailbox.messages.toSorted((left, right) => (left.receivedAt < right.receivedAt ? 1 : -1)),
        context: `users('${user.id}')/messages`,
        options: ['$top', '$skip', '$filter', '$orderby', '$expand', '$count'],
        pageSize: { usual: 10, max: 1000 },
        filterable: [
          'receivedDateTime',
          'isDraft',
          'isRead',
          'hasAttachments',
          'from/emailAddress/address',
          'conversationId',
          'internetMessageId',
          'parentFolderId',
        ],
        orderable: ['receivedDateTime', 'subject', 'from/emailAddress/address'],
        orderMustLeadFilter: true,
        headers: preferenceApplied(call),
        extend: (message) => expandSensitivity(call, message),
      })
    );
  },
};
