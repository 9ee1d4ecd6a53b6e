import type { Clock } from '#shared/kernel/clock.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import type { accessOf } from '#shared/permissions/access.ts';
import type { BreakGlassStore } from '#shared/store/break-glass-store.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { Facts } from '#shared/store/fact-store.ts';
import type { Leases } from '#shared/store/lease-store.ts';
import type { MailboxCopyChanges } from '#shared/store/mailbox-copy-changes.ts';
import type { Runs } from '#shared/store/run-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';
import type { ThrottleWindows } from '#shared/store/throttle-window-store.ts';
import type { GraphRequest, ThrottleDomain } from '#shared/surfaces/define-surface.ts';
import type { LeftOutCounts } from './left-out-tally.ts';

/** The dependencies of the surface Lambdas, the same for all of them. */
export interface CollectingPorts {
  readonly clock: Clock;
  readonly facts: Pick<Facts, 'ofSurface' | 'ofVersion' | 'write'>;
  readonly states: Pick<SurfaceStates, 'ofTenant' | 'ofTarget' | 'record' | 'claim' | 'guard'>;
  readonly breakGlassMarks: Pick<BreakGlassStore, 'ofTenant'>;
  readonly leases: Pick<Leases, 'assertHeld'>;
  readonly throttleWindows: Pick<ThrottleWindows, 'ofTenant' | 'open'>;
  readonly runs: Pick<Runs, 'get' | 'recordProgress'>;
  readonly messages: Pick<MailboxCopyChanges, 'reconcile'>;
  readonly events: Pick<MailboxCopyChanges, 'reconcile'>;
  connectionOf(scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined>;
  customersOf(scope: MspScope): Promise<readonly Customer[]>;
  /** Whether an address was erased. */
  erasedAddressesOf(scope: MspScope): Promise<(address: string) => boolean>;
  /** Sends nothing until a method of the result is called. */
  microsoftFor(connection: Connection): Promise<Pick<Microsoft, 'roles' | 'reader'>>;
  readonly accessOf: typeof accessOf;
  /** Which of Microsoft's services count a request against their limits. */
  throttleDomainsOf(request: GraphRequest): readonly ThrottleDomain[];
  /** Writes metrics and a log line: numbers and surface ids only, nothing of a tenant. */
  recordMetrics(metrics: SurfaceReadMetrics): void;
  /** Logs what a read left out: names of fields and codes of failures, nothing of a tenant. */
  recordLeftOut(leftOut: { readonly surfaceId: string; readonly causes: readonly string[] } & LeftOutCounts): void;
}

export interface SurfaceReadMetrics extends CollectedCounts {
  readonly surfaceId: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly requests: number;
}

/** The counts of a complete read. */
export interface CollectedCounts {
  readonly read: number;
  readonly written: number;
  readonly removed: number;
  /** Mail and events that touch no customer. Only their number is known. */
  readonly dropped: number;
}
