import { answerCollection } from '../collection.ts';
import { graphError } from '../graph-errors.ts';
import type { GraphCall, Resource } from '../graph-resource.ts';
import { eventEntity } from './event-entity.ts';
import { openMailbox, preferenceApplied } from './mailbox-access.ts';

/** A time without an offset is UTC. */
const millisecondsOf = (call: GraphCall, name: string): number => {
  const entry = [...call.query.raw].find(([key]) => key.toLowerCase() === name.toLowerCase());
  if (entry === undefined) return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(entry[1]) ? entry[1] : `${entry[1]}Z`);
};

/**
 * The events between two instants, a recurring one as its occurrences.
 * https://learn.microsoft.com/graph/api/user-list-calendarview
 */
export const calendarView: Resource = {
  template: '/users/{id}/calendarView',
  service: 'outlook',
  mailboxParam: 'id',
  scopes: ['Calendars.Read', 'Calendars.ReadWrite'],
  refusal: 'exchange',
  answer(call) {
    const opened = openMailbox(call);
    if (opened.refused !== undefined) return opened.refused;
    const [from, until] = [millisecondsOf(call, 'startDateTime'), millisecondsOf(call, 'endDateTime')];
    if (Number.isNaN(from) || Number.isNaN(until)) {
      const message =
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.';
      return graphError(400, 'ErrorInvalidParameter', message, call.now);
    }
    return answerCollection(call, {
      entity: eventEntity,
      items: opened.mailbox.events
        .filter(({ type }) => type !== 'seriesMaster')
        .filter(({ startAt, endAt }) => Date.parse(startAt) < until && Date.parse(endAt) > from)
        .toSorted((left, right) => (left.startAt < right.startAt ? -1 : 1)),
      context: `users('${opened.user.id}')/calendarView`,
      options: ['$top', '$skip', '$orderby', '$count', '$filter'],
      pageSize: { usual: 10, max: 1000 },
      filterable: ['isCancelled', 'isAllDay', 'subject', 'type'],
      orderable: ['start/dateTime', 'end/dateTime', 'subject'],
      headers: preferenceApplied(call),
    });
  },
};
