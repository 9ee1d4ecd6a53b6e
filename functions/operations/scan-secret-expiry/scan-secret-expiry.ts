import type { z } from 'zod';
import { addSeconds } from '#shared/kernel/clock.ts';
import type { CredentialWarning } from '#shared/kernel/credential-warning.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { ExpiryEntry } from '#shared/store/directory-expiry.ts';
import { toAnnouncement } from './announcement.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { noCounts, withEntry } from './expiry-counts.ts';
import { pendingWarnings } from './pending-warnings.ts';

const pageSize = 100;
const concurrency = 10;
/** Longer than a scan may take: an older claim belongs to a scan that died. */
const claimSeconds = 600;

/**
 * Reads the directory once, page by page, and sends the warnings that were not sent yet. Sent warnings are stored with
 * the entry, so a second scan on the same day or a retry by Lambda sends nothing twice. A failed message does not stop
 * the others; the function fails at the end, which raises an alarm, and the next scan tries again.
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
    const { items, next } = await deps.directory.page({ limit: pageSize, from });
    for (const entry of items) {
      counts = withEntry(counts, entry, now);
      deps.log(entry);
    }
    for (let at = 0; at < items.length; at += concurrency) {
      const batch = items.slice(at, at + concurrency).map((entry) => notify(entry, now, deps));
      for (const outcome of await Promise.allSettled(batch)) {
        if (outcome.status === 'rejected') failures.push(outcome.reason);
        else notified += outcome.value;
      }
    }
    from = next;
  } while (from !== undefined);
  deps.measure(counts);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} credentials could not be notified`);
  return { credentials: counts.credentials, notified };
};

/** Sends the pending warnings of one credential. Returns the number of messages. */
const notify = async (entry: ExpiryEntry, now: Date, deps: Deps): Promise<number> => {
  const { warnings, notifiedAt } = pendingWarnings(entry, now);
  if (warnings.length === 0 || isClaimed(entry, now)) return 0;
  const claimed = await claim(entry, now, deps);
  if (claimed === undefined) return 0;
  try {
    for (const warning of warnings) await sendWarning(entry, warning, now, deps);
  } catch (error) {
    await deps.directory.completeClaim(claimed, entry.notifiedAt);
    throw error;
  }
  await unlessChanged(() => deps.directory.completeClaim(claimed, notifiedAt));
  return warnings.length;
};

const isClaimed = ({ claimedUntil }: ExpiryEntry, now: Date): boolean =>
  claimedUntil !== null && claimedUntil > now.toISOString();

const claim = (entry: ExpiryEntry, now: Date, { directory }: Deps): Promise<ExpiryEntry | undefined> =>
  unlessChanged(() => directory.claim(entry, addSeconds(now, claimSeconds)));

/** Undefined if another scan was first or another credential took the place of this one: then nothing is recorded. */
const unlessChanged = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error, 'RecordChanged')) return undefined;
    throw error;
  }
};

const sendWarning = async (entry: ExpiryEntry, warning: CredentialWarning, now: Date, deps: Deps): Promise<void> => {
  const scope = deps.directory.scopeOf(entry);
  const msp = await deps.mspOf(scope);
  const connection = entry.holder === 'publisher-app' ? undefined : await deps.connectionOf(scope, entry.holder);
  const isRemoved = msp === undefined || (entry.holder !== 'publisher-app' && connection === undefined);
  if (!isRemoved) await deps.announce(toAnnouncement({ entry, msp, connection, warning }, now));
};
