import { param, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { itemGone, mutableId, openMailbox, preferenceApplied } from './mailbox-access.ts';
import { expandSensitivity, judgeMessageExpand, messageEntity } from './message-entity.ts';

/** One message with its body. Ids are compared with their case. https://learn.microsoft.com/graph/api/message-get */
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
    const wanted = param(call, 'messageId');
    const item = mailbox.messages.find(({ id, folder }) => id === wanted || mutableId(id, folder) === wanted);
    if (item === undefined) return itemGone(call);
    return (
      judgeMessageExpand(call) ??
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
