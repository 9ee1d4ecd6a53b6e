import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { pageOf } from '#shared/api/page-of.ts';
import { dataAsOf } from '#shared/api/synced.ts';
import { type Onlooker, visibleCopies } from '#shared/communications/participant-rule.ts';
import { eventParticipants } from '#shared/communications/participants.ts';
import { addDays, Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { EventCopy, EventRow } from '#shared/store/event.ts';
import type { contract, EventAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listEvents;

/** A row as the caller sees it: by its first copy in which they take part. */
interface Seen {
  readonly eventId: string;
  readonly copy: EventCopy;
}

const window = { pastDays: 7, comingDays: 14 } as const;
const Position = z.object({ startAt: Instant, eventId: z.string() });

export const listEvents = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  if ((await deps.customers.get(caller, customerId)) === undefined) {
    throw new AppError('NotFound', `there is no customer ${customerId}`);
  }
  const [addresses, surfaces] = await Promise.all([deps.ownAddresses(caller), deps.surfaceStates(caller)]);
  const seen = seenBy({ role: caller.role, addresses }, deps.events.ofCustomer(caller, customerId), deps.clock.now());
  const page = await pageOf(inOrder(await Array.fromAsync(seen)), {
    cursors: deps.cursors,
    caller,
    query,
    list: listName('events', { customerId }),
    position: Position,
    positionOf: ({ eventId, copy }) => ({ startAt: copy.startAt, eventId }),
    isAfter: (one, from) => compare(one.copy.startAt, one.eventId, from.startAt, from.eventId) > 0,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

/** The rule stands before order, page and count: what the caller may not see was never there. */
async function* seenBy(onlooker: Onlooker, rows: AsyncIterable<EventRow>, now: Date): AsyncGenerator<Seen> {
  const from = instantOf(addDays(now, -window.pastDays));
  const until = instantOf(addDays(now, window.comingDays));
  for await (const { itemId, copies } of rows) {
    const [copy] = visibleCopies(onlooker, copies, eventParticipants);
    if (copy !== undefined && copy.endAt >= from && copy.startAt <= until) yield { eventId: itemId, copy };
  }
}

const compare = (startAt: string, eventId: string, otherAt: string, otherId: string): number => {
  if (startAt !== otherAt) return startAt < otherAt ? -1 : 1;
  return eventId < otherId ? -1 : Number(eventId > otherId);
};

const inOrder = (seen: readonly Seen[]): Seen[] =>
  seen.toSorted((a, b) => compare(a.copy.startAt, a.eventId, b.copy.startAt, b.eventId));

const answerOf = ({ eventId, copy }: Seen): z.input<typeof EventAnswer> => {
  const { mailbox, subject, isPrivate, organiser, attendees, startAt, endAt, webLink } = copy;
  const { isAllDay, isOnlineMeeting, isCancelled } = copy;
  return {
    eventId,
    ...{ mailbox, subject, isPrivate, organiser, attendees, startAt, endAt },
    ...{ isAllDay, isOnlineMeeting, isCancelled, webLink },
  };
};
