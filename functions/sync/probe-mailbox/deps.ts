import type { z } from 'zod';
import type { Clock } from '#shared/kernel/clock.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connection, Connections } from '#shared/store/connection-store.ts';
import type { Lease, Leases } from '#shared/store/lease-store.ts';
import type { MailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import type { ThrottleWindows } from '#shared/store/throttle-window-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(run: RunRef): TenantScope;
  readonly leases: Pick<Leases, 'assertHeld'>;
  readonly connections: Pick<Connections, 'get'>;
  readonly windows: Pick<ThrottleWindows, 'ofTenant' | 'open'>;
  readonly probes: MailboxProbes;
  /** The time after which a run starts nothing new. */
  readDeadlineOf(lease: Lease): Date;
  /**
   * Exchange throttles by mailbox, and the probed mailbox changes every night. One bucket for all of them is the
   * cautious choice.
   */
  readonly bucket: string;
  /** The stored users and licenses. */
  postureOf(scope: TenantScope): Promise<Posture>;
  /** Sends nothing until the probe is called. */
  microsoftFor(connection: Connection): Promise<Pick<Microsoft, 'probe'>>;
  reportOutcome(outcome: z.output<typeof contract.output>['outcome']): void;
}
