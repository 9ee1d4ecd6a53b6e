import { addDays, epochSeconds } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { NewCopy, StoredCopyKey } from '#shared/store/mailbox-copy-changes.ts';
import type { TransactionWrite } from '#shared/store/transaction-writes.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import type { CalendarEvent } from '#shared/surfaces/events/schema.ts';
import type { Message } from '#shared/surfaces/messages/schema.ts';
import { copiesOfEvent, copiesOfMessage, type MailboxContext, retentionDays } from './mailbox-item.ts';
import type { CollectedCounts, CollectingPorts } from './ports.ts';

/** How the items of a mailbox are stored. The only place that knows the two communications surfaces by name. */
const itemKinds = {
  messages: {
    copiesOf: copiesOfMessage,
    idOf: ({ messageId }: Message) => messageId,
    store: ({ messages }: CopyStores) => messages,
  },
  events: {
    copiesOf: copiesOfEvent,
    idOf: ({ eventId }: CalendarEvent) => eventId,
    store: ({ events }: CopyStores) => events,
  },
} as const;

type CopyStores = Pick<CollectingPorts, 'messages' | 'events'>;

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
const openValidityCheck = async (
  surface: AnySurface,
  readContext: ReadContext,
): Promise<(copy: StoredCopyKey) => boolean> => {
  const present = new Set<string>();
  if (readContext.since !== undefined) {
    for await (const ids of surface.listPresentIds?.(readContext) ?? []) for (const id of ids) present.add(id);
  }
  const windowStart = surface.windowStart?.(readContext.now);
  const isOlder = ({ expiresAtSeconds }: StoredCopyKey): boolean =>
    windowStart !== undefined && expiresAtSeconds < epochSeconds(addDays(windowStart, retentionDays));
  return (copy) => present.has(copy.graphId) || isOlder(copy);
};

/**
 * Reads one mailbox, or what arrived in it since the last read, keeps in memory what touches a customer, and makes the
 * stored copies equal to that plus what is still in the mailbox. Nothing is written before the whole read has
 * succeeded, so an item that is dropped never reaches the table.
 */
export const collectMailbox = async (
  surface: AnySurface,
  { scope, mailboxContext, readContext, guard, isTimeUp }: MailboxRead,
  stores: CopyStores,
): Promise<CollectedCounts> => {
  const itemKind = surface.id === 'messages' ? itemKinds.messages : itemKinds.events;
  const wanted: NewCopy[] = [];
  const read = new Set<string>();
  let dropped = 0;
  for await (const page of surface.read(readContext)) {
    for (const item of page) {
      const fact = surface.fact.parse(item);
      const copies = itemKind.copiesOf(fact, mailboxContext);
      read.add(itemKind.idOf(fact));
      if (copies.length === 0) dropped += 1;
      wanted.push(...copies);
    }
    if (isTimeUp()) throw new AppError('OutOfTime', `${surface.id} could not be read to its end in the time of a run`);
  }
  const { connectionId } = mailboxContext.run;
  const { mailboxId } = mailboxContext.mailbox;
  const isStillValid = await openValidityCheck(surface, readContext);
  const counts = await itemKind
    .store(stores)
    .reconcile(
      scope,
      { connectionId, mailboxId, guard },
      wanted,
      (copy) => !read.has(copy.graphId) && isStillValid(copy),
    );
  return { read: read.size, dropped, ...counts };
};
