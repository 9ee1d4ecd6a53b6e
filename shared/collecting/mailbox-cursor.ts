import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import { contentHash } from '#shared/store/content-hash.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';

/**
 * An item that is released from quarantine, restored, or moved out of Junk keeps its original received time, and clocks
 * differ.
 */
const overlapSeconds = 24 * 3600;
/** Only a full read finds items that came back from an excluded folder or were inserted with an older date. */
const fullSyncSeconds = 6 * 3600;

type FullSync = NonNullable<ReadState['lastFullSync']>;

/**
 * Hash of everything that decides which items are kept. Another customer or domain may need items that were dropped
 * without a trace.
 */
export const filterHash = ({ factVersion }: AnySurface, customers: readonly Customer[]): string =>
  contentHash(
    factVersion,
    customers.map(({ customerId, domains }) => ({ customerId, domains })),
  );

/**
 * The instant from which a mailbox is read incrementally: an overlap before the start of the last complete read.
 * Undefined where the full window must be read.
 */
export const incrementalFrom = (
  surface: AnySurface,
  before: ReadState,
  filter: string,
  now: Date,
): Date | undefined => {
  const { lastFullSync, factVersion, state } = before;
  if (surface.listPresentIds === undefined || lastFullSync === undefined || state.dataAsOf === null) return undefined;
  // What was left out is not in a later increment.
  if (state.unread !== undefined) return undefined;
  if (lastFullSync.filterHash !== filter || factVersion !== surface.factVersion) return undefined;
  if (addSeconds(new Date(lastFullSync.at), fullSyncSeconds) <= now) return undefined;
  return addSeconds(new Date(state.dataAsOf), -overlapSeconds);
};

/** The last full read of the window: this one, or the earlier one that this read is based on. */
export const lastFullSync = (
  before: ReadState,
  { since, filter, startedAt }: { readonly since: Date | undefined; readonly filter: string; readonly startedAt: Date },
): FullSync | undefined =>
  since === undefined ? { at: instantOf(startedAt), filterHash: filter } : before.lastFullSync;
