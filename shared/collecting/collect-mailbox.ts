import { addDays, epochSeconds } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { NewCopy, StoredCopyKey } from '#shared/store/mailbox-copies.ts';
import type { TransactionWrite } from '#shared/store/transaction-writes.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';
import { copiesOfEvent, copiesOfMessage, type MailboxContext, retentionDays } from './mailbox-item.ts';
import type { CollectedCounts, CollectingPorts } from './ports.ts';

/** How the items of a mailbox are stored. The only place that knows the two communications surfaces by name. */
const keepers = {
  messages: {
    copiesOf: copiesOfMessage,
    idOf: ({ messageId }: Message) => messageId,
    store: ({ messages }: Keeping) => messages,
  },
  events: {
    copiesOf: copiesOfEvent,
    idOf: ({ eventId }: CalendarEvent) => eventId,
    store: ({ events }: Keeping) => events,
  },
} as const;

type Keeping = Pick<CollectingPorts, 'messages' | 'events'>;

export interface MailboxRead {
  readonly scope: TenantScope;
  readonly mailboxContext: MailboxContext;
  readonly readContext: ReadContext;
  readonly guard: TransactionWrite;
  readonly isTimeUp: () => boolean;
}

/**
 * Whether a stored copy that was not read is still valid: it is still in the mailbox, or it is older than the window
 * that was requested.
 */
const standing = async (surface: AnySurface, reading: ReadContext): Promise<(kept: StoredCopyKey) => boolean> => {
  const present = new Set<string>();
  if (reading.since !== undefined) {
    for await (const ids of surface.listPresentIds?.(reading) ?? []) for (const id of ids) present.add(id);
  }
  const asksFrom = surface.windowStart?.(reading.now);
  const isOlder = ({ expiresAtSeconds }: StoredCopyKey): boolean =>
    asksFrom !== undefined && expiresAtSeconds < epochSeconds(addDays(asksFrom, retentionDays));
  return (kept) => present.has(kept.graphId) || isOlder(kept);
};

/**
 * Reads one mailbox, or what arrived in it since the last read, keeps in memory what touches a customer, and makes the
 * stored copies equal to that plus what is still in the mailbox. Nothing is written before the whole read has
 * succeeded, so an item that is dropped never reaches the table.
 */
export const collectMailbox = async (
  surface: AnySurface,
  { scope, mailboxContext, readContext, guard, isTimeUp }: MailboxRead,
  keeping: Keeping,
): Promise<CollectedCounts> => {
  const keeper = surface.id === 'messages' ? keepers.messages : keepers.events;
  const wanted: NewCopy[] = [];
  const read = new Set<string>();
  let dropped = 0;
  for await (const page of surface.read(readContext)) {
    for (const item of page) {
      const fact = surface.fact.parse(item);
      const copies = keeper.copiesOf(fact, mailboxContext);
      read.add(keeper.idOf(fact));
      if (copies.length === 0) dropped += 1;
      wanted.push(...copies);
    }
    if (isTimeUp()) throw new AppError('OutOfTime', `${surface.id} could not be read to its end in the time of a run`);
  }
  const { connectionId } = mailboxContext.run;
  const { mailboxId } = mailboxContext.mailbox;
  const stands = await standing(surface, readContext);
  const settled = await keeper
    .store(keeping)
    .reconcile(scope, { connectionId, mailboxId, guard }, wanted, (kept) => !read.has(kept.graphId) && stands(kept));
  return { read: read.size, dropped, ...settled };
};
