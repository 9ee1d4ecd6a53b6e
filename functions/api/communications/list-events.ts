import type { z } from 'zod';
import { newestFirst, oldestFirst, pageOfList } from '#shared/api/page-of-list.ts';
import { type VisibleItem, visibleEvents } from '#shared/communications/visible-items.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { dataAsOf } from '#shared/kernel/surface-state.ts';
import type { EventCopy } from '#shared/store/event-copies.ts';
import type { contract, EventAnswer } from './contract.ts';
import type { ListDeps } from './deps.ts';
import { readingContext } from './reading-context.ts';

type Item = VisibleItem<EventCopy>;
type Op = typeof contract.operations.listEvents;

const sorts = {
  start: ({ copy }: Item) => oldestFirst(copy.startAt),
  latest: ({ copy }: Item) => newestFirst(copy.startAt),
};

const textOf = (item: Item): string => {
  const { subject, organizer, attendees, mailbox } = answerOf(item);
  const people = [organizer, ...attendees].flatMap((party) =>
    party === null ? [] : [party.name ?? '', party.address],
  );
  return [subject ?? '', mailbox, ...people].join(' ');
};

export const listEvents = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: ListDeps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  const { reader, surfaces } = await readingContext(caller, customerId, 'events', deps);
  const visible = visibleEvents(reader, deps.events.ofCustomer(caller, customerId), deps.clock.now());
  const page = await pageOfList(await Array.fromAsync(visible), {
    cursors: deps.cursors,
    caller,
    query,
    list: `events of ${customerId}`,
    sorts,
    defaultSort: 'start',
    idOf: ({ itemId }) => itemId,
    textOf,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

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
