import { pathParam, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { itemNotFound, mutableId, openMailbox, preferenceApplied } from './mailbox-access.ts';
import { expandSensitivity, messageEntity, validateMessageExpand } from './message-entity.ts';

/** One message with its body. Ids are case-sensitive. https://learn.microsoft.com/graph/api/message-get */
export const message: Resource = {
  template: '/users/{id}/messages/{messageId}',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['Mail.Read', 'Mail.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const { user, mailbox } = opened;
    const wanted = pathParam(call, 'messageId');
    const item = mailbox.messages.find(({ id, folder }) => id === wanted || mutableId(id, folder) === wanted);
    if (item === undefined) return itemNotFound(call);
    return (
      validateMessageExpand(call) ??
      answerSingle(call, {
        entity: messageEntity(user),
        item,
        context: `users('${user.id}')/messages*/$entity`,
        headers: preferenceApplied(call),
        extend: expandSensitivity(call, item),
      })
    );
  },
};
