import { AppError } from '#shared/kernel/errors.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { FencedWrite } from '#shared/store/fenced-writes.ts';
import type { NewCopy } from '#shared/store/mailbox-copy.ts';
import type { AnySurface, Reading } from '#shared/surfaces/define-surface.ts';
import { copiesOfEvent, copiesOfMessage, type MailboxVisit } from './mailbox-item.ts';
import type { CollectedCounts, Collecting } from './ports.ts';

/** How what a surface reads of a mailbox is kept; the only place that knows the two of them by name. */
const keepers = {
  messages: { copiesOf: copiesOfMessage, store: ({ messages }: Keeping) => messages },
  events: { copiesOf: copiesOfEvent, store: ({ events }: Keeping) => events },
} as const;

type Keeping = Pick<Collecting, 'messages' | 'events'>;

export interface MailboxReading {
  readonly scope: TenantScope;
  readonly visit: MailboxVisit;
  readonly reading: Reading;
  readonly guard: FencedWrite;
  readonly isOver: () => boolean;
}

/**
 * Reads one mailbox, lets through in memory what touches a customer, and makes what is kept of the mailbox equal to that. Nothing is written before the
 * whole window was read, so what is dropped never reaches the table.
 */
export const collectMailbox = async (
  surface: AnySurface,
  { scope, visit, reading, guard, isOver }: MailboxReading,
  keeping: Keeping,
): Promise<CollectedCounts> => {
  const keeper = surface.id === 'messages' ? keepers.messages : keepers.events;
  const wanted: NewCopy[] = [];
  let read = 0;
  let dropped = 0;
  for await (const page of surface.read(reading)) {
    for (const item of page) {
      const copies = keeper.copiesOf(surface.fact.parse(item), visit);
      read += 1;
      if (copies.length === 0) dropped += 1;
      wanted.push(...copies);
    }
    if (isOver()) throw new AppError('OutOfTime', `${surface.id} could not be read to its end in the time of a run`);
  }
  const { connectionId } = visit.run;
  const { mailboxId } = visit.mailbox;
  const settled = await keeper.store(keeping).settle(scope, { connectionId, mailboxId, guard }, wanted);
  return { read, dropped, ...settled };
};
