import type { z } from 'zod';
import type { Announcement } from '#shared/aws/announcer.ts';
import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import type { CredentialWarning } from '#shared/kernel/credential-warning.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { directoryExpiry, ExpiryEntry } from '#shared/store/directory-expiry.ts';
import type { Msp } from '#shared/store/msp-store.ts';
import { toAnnouncement } from './announcement.ts';
import type { contract } from './contract.ts';
import { type ExpiryCounts, noCounts, withEntry } from './expiry-counts.ts';
import { pendingWarnings } from './pending-warnings.ts';

export interface Deps {
  readonly directory: ReturnType<typeof directoryExpiry>;
  mspOf(scope: MspScope): Promise<Msp | undefined>;
  connectionOf(scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined>;
  announce(announcement: Announcement): Promise<void>;
  /** For the metrics that alarms look at. */
  measure(counts: ExpiryCounts): void;
  /** For the log: each credential that ends within the widest warning. */
  note(entry: ExpiryEntry): void;
  readonly clock: Clock;
}

const entriesAtOnce = 100;
const tellingAtOnce = 10;
/** Longer than a scan may take: a claim that is older belongs to one that died. */
const claimSeconds = 600;

/**
 * Walks the directory once, whatever its size, and tells of each credential what was not told of it yet: that is remembered with the entry, so that a second
 * scan of the day, or one that Lambda tries again, tells nobody twice. What cannot be told does not keep the others from it; the function fails at the end,
 * an alarm rings, and the next scan tries again.
 */
export const scanSecretExpiry = async (
  _input: z.output<typeof contract.input>,
  deps: Deps,
): Promise<z.input<typeof contract.output>> => {
  const now = deps.clock.now();
  const failures: unknown[] = [];
  let counts = noCounts;
  let notified = 0;
  let from: string | undefined;
  do {
    const { items, next } = await deps.directory.page({ limit: entriesAtOnce, from });
    for (const entry of items) {
      counts = withEntry(counts, entry, now);
      deps.note(entry);
    }
    for (let at = 0; at < items.length; at += tellingAtOnce) {
      const together = items.slice(at, at + tellingAtOnce).map((entry) => tell(entry, now, deps));
      for (const outcome of await Promise.allSettled(together)) {
        if (outcome.status === 'rejected') failures.push(outcome.reason);
        else notified += outcome.value;
      }
    }
    from = next;
  } while (from !== undefined);
  deps.measure(counts);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} credentials could not be told of`);
  return { credentials: counts.credentials, notified };
};

/** How many messages went out. */
const tell = async (entry: ExpiryEntry, now: Date, deps: Deps): Promise<number> => {
  const { warnings, notifiedAt } = pendingWarnings(entry, now);
  if (warnings.length === 0 || isClaimed(entry, now)) return 0;
  const claimed = await claim(entry, now, deps);
  if (claimed === undefined) return 0;
  try {
    for (const warning of warnings) await tellOne(entry, warning, now, deps);
  } catch (error) {
    await deps.directory.completeClaim(claimed, entry.notifiedAt);
    throw error;
  }
  await settled(() => deps.directory.completeClaim(claimed, notifiedAt));
  return warnings.length;
};

const isClaimed = ({ claimedUntil }: ExpiryEntry, now: Date): boolean =>
  claimedUntil !== null && claimedUntil > now.toISOString();

const claim = (entry: ExpiryEntry, now: Date, { directory }: Deps): Promise<ExpiryEntry | undefined> =>
  settled(() => directory.claim(entry, addSeconds(now, claimSeconds)));

/** undefined where another scan was first, or another credential took the place of this one: then there is nothing to remember of it. */
const settled = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error, 'RecordChanged')) return undefined;
    throw error;
  }
};

const tellOne = async (entry: ExpiryEntry, warning: CredentialWarning, now: Date, deps: Deps): Promise<void> => {
  const scope = deps.directory.scopeOf(entry);
  const msp = await deps.mspOf(scope);
  const connection = entry.holder === 'publisher-app' ? undefined : await deps.connectionOf(scope, entry.holder);
  const isGone = msp === undefined || (entry.holder !== 'publisher-app' && connection === undefined);
  if (!isGone) await deps.announce(toAnnouncement({ entry, msp, connection, warning }, now));
};
