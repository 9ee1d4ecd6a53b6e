import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { type VisibleItem, visibleEvents } from '#shared/communications/visible-items.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { Instant } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { dataAsOf } from '#shared/kernel/surface-state.ts';
import type { EventCopy } from '#shared/store/event-copies.ts';
import type { contract, EventAnswer } from './contract.ts';
import type { Deps } from './deps.ts';
import { readingContext } from './reading-context.ts';

type Item = VisibleItem<EventCopy>;
type Op = typeof contract.operations.listEvents;

const Position = z.object({ startAt: Instant, eventId: z.string() });

export const listEvents = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  const { reader, surfaces } = await readingContext(caller, customerId, 'events', deps);
  const visible = visibleEvents(reader, deps.events.ofCustomer(caller, customerId), deps.clock.now());
  const page = await paginate(inOrder(await Array.fromAsync(visible)), {
    cursors: deps.cursors,
    caller,
    query,
    list: listName('events', { customerId }),
    position: Position,
    positionOf: ({ itemId: eventId, copy }) => ({ startAt: copy.startAt, eventId }),
    isAfter: (one, from) => compare(one.copy.startAt, one.itemId, from.startAt, from.eventId) > 0,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

const compare = (startAt: string, eventId: string, otherAt: string, otherId: string): number => {
  if (startAt !== otherAt) return startAt < otherAt ? -1 : 1;
  return eventId < otherId ? -1 : Number(eventId > otherId);
};

const inOrder = (items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => compare(a.copy.startAt, a.itemId, b.copy.startAt, b.itemId));

const answerOf = ({ itemId, copy }: Item): z.input<typeof EventAnswer> => {
  const { mailbox, subject, isPrivate, organizer, attendees, startAt, endAt, webLink } = copy;
  const { isAllDay, isOnlineMeeting, isCancelled } = copy;
  return {
    eventId: itemId,
    mailbox,
    subject,
    isPrivate,
    organizer,
    attendees,
    startAt,
    endAt,
    isAllDay,
    isOnlineMeeting,
    isCancelled,
    webLink,
  };
};
