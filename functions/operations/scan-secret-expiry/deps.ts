import type { Announcement } from '#shared/aws/announcer.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { DirectoryExpiry, ExpiryEntry } from '#shared/store/directory-expiry.ts';
import type { Msp } from '#shared/store/msp-store.ts';
import type { ExpiryCounts } from './expiry-counts.ts';

export interface Deps {
  readonly directory: DirectoryExpiry;
  mspOf(scope: MspScope): Promise<Msp | undefined>;
  connectionOf(scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined>;
  announce(announcement: Announcement): Promise<void>;
  /** Emits the metrics that alarms evaluate. */
  measure(counts: ExpiryCounts): void;
  /** Logs each credential that expires within the widest warning. */
  log(entry: ExpiryEntry): void;
  readonly clock: Clock;
}
