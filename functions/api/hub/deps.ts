import type { SyncStatus } from '#shared/book/sync-status.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import type { events } from '#shared/store/event-copies.ts';
import type { messages } from '#shared/store/message-copies.ts';
import type { Signals } from '#shared/store/signal-store.ts';
import type { JudgedViewPorts } from '#shared/views/read-view.ts';
import type { VerdictPorts } from '#shared/views/verdicts/view.ts';

export interface Deps extends JudgedViewPorts, VerdictPorts {
  readonly clock: Clock;
  readonly signals: Pick<Signals, 'ofTenant'>;
  readonly messages: Pick<ReturnType<typeof messages>, 'ofCustomer'>;
  readonly events: Pick<ReturnType<typeof events>, 'ofCustomer'>;
  ownAddresses(caller: MemberScope): Promise<ReadonlySet<string>>;
  /** The state of a surface over all connections that read communications. */
  communicationsState(scope: MspScope, surfaceId: 'messages' | 'events'): Promise<SyncStatus['surfaces']>;
}
