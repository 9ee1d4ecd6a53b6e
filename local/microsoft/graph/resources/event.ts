import { pathParam, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { eventEntity } from './event-entity.ts';
import { itemNotFound, mutableId, openMailbox, preferenceApplied } from './mailbox-access.ts';

/** https://learn.microsoft.com/graph/api/event-get */
export const event: Resource = {
  template: '/users/{id}/events/{eventId}',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['Calendars.Read', 'Calendars.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const wanted = pathParam(call, 'eventId');
    const item = opened.mailbox.events.find(({ id }) => id === wanted || mutableId(id, 'calendar') === wanted);
    if (item === undefined) return itemNotFound(call);
    const context = `users('${opened.user.id}')/events*/$entity`;
    return answerSingle(call, { entity: eventEntity, item, context, headers: preferenceApplied(call) });
  },
};
