import { addSeconds, instantOf } from '#shared/kernel/clock.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import { contentHash } from '#shared/store/content-hash.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';

/** What is released from quarantine, restored or rescued from the junk keeps the instant at which it came; and clocks differ. */
const overlapSeconds = 24 * 3600;
/** Only the whole window shows what came back from a folder that is left out, or was put there with an older date. */
const wholeEverySeconds = 6 * 3600;

type Whole = NonNullable<ReadState['lastFullSync']>;

/** What decides which items are kept: another customer or domain may want what was dropped, and that left no trace. */
export const filterHash = ({ factVersion }: AnySurface, customers: readonly Customer[]): string =>
  contentHash(
    factVersion,
    customers.map(({ customerId, domains }) => ({ customerId, domains })),
  );

/** From where a mailbox is read on: an overlap before the last complete reading began; undefined where its whole window must be read. */
export const incrementalFrom = (surface: AnySurface, before: ReadState, basis: string, now: Date): Date | undefined => {
  const { lastFullSync, factVersion, state } = before;
  if (surface.listPresentIds === undefined || lastFullSync === undefined || state.dataAsOf === null) return undefined;
  if (lastFullSync.filterHash !== basis || factVersion !== surface.factVersion) return undefined;
  if (addSeconds(new Date(lastFullSync.at), wholeEverySeconds) <= now) return undefined;
  return addSeconds(new Date(state.dataAsOf), -overlapSeconds);
};

/** The last reading of the whole window: this one, or the one before it that it went on from. */
export const lastFullSync = (
  before: ReadState,
  { since, basis, startedAt }: { readonly since: Date | undefined; readonly basis: string; readonly startedAt: Date },
): Whole | undefined => (since === undefined ? { at: instantOf(startedAt), filterHash: basis } : before.lastFullSync);
