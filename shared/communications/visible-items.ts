import { addDays, instantOf } from '#shared/kernel/clock.ts';
import type { EventCopy, EventRow } from '#shared/store/event-copies.ts';
import type { MessageCopy, MessageRow } from '#shared/store/message-copies.ts';
import { type CommunicationsReader, visibleCopies } from './participant-rule.ts';
import { eventParticipants, messageParticipants } from './participants.ts';

/** A row as a reader sees it: its first visible copy. */
export interface VisibleItem<Copy> {
  readonly itemId: string;
  readonly copy: Copy;
}

const messageDays = 14;
const eventDays = { past: 14, ahead: 14 } as const;

/**
 * The messages of the last 14 days that the reader may see. The participant rule applies before order, pages and
 * counts, so that hidden messages have no effect on them.
 */
export async function* visibleMessages(
  reader: CommunicationsReader,
  rows: AsyncIterable<MessageRow>,
  now: Date,
): AsyncGenerator<VisibleItem<MessageCopy>> {
  const since = instantOf(addDays(now, -messageDays));
  for await (const { itemId, copies } of rows) {
    const [copy] = visibleCopies(reader, copies, messageParticipants);
    if (copy !== undefined && copy.receivedAt >= since) yield { itemId, copy };
  }
}

/** The events from 14 days ago to 14 days ahead that the reader may see. */
export async function* visibleEvents(
  reader: CommunicationsReader,
  rows: AsyncIterable<EventRow>,
  now: Date,
): AsyncGenerator<VisibleItem<EventCopy>> {
  const from = instantOf(addDays(now, -eventDays.past));
  const until = instantOf(addDays(now, eventDays.ahead));
  for await (const { itemId, copies } of rows) {
    const [copy] = visibleCopies(reader, copies, eventParticipants);
    if (copy !== undefined && copy.endAt >= from && copy.startAt <= until) yield { itemId, copy };
  }
}
