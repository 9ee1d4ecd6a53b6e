import type { Cursors } from '#shared/api/cursor.ts';
import type { FetchedBody } from '#shared/communications/body.ts';
import type { BodyPorts } from '#shared/communications/body-on-demand.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { EventCopy, Events } from '#shared/store/event-copies.ts';
import type { MessageCopy, Messages } from '#shared/store/message-copies.ts';

type SharedPorts = Pick<BodyPorts<MessageCopy>, 'audit' | 'clock' | 'consumeRateLimit' | 'ownAddresses'>;

/** The ports of the lists. With these alone, no body can be read. */
export interface ListDeps extends Pick<SharedPorts, 'clock' | 'ownAddresses'> {
  readonly customers: Pick<Customers, 'get'>;
  readonly messages: Pick<Messages, 'ofCustomer'>;
  readonly events: Pick<Events, 'ofCustomer'>;
  readonly cursors: Cursors;
  /** The states of reading messages and events over all connections that read communications. */
  surfaceStates(
    scope: MspScope,
    surfaceIds: readonly ('messages' | 'events')[],
  ): Promise<Readonly<Record<string, SurfaceState>>>;
}

export interface Deps extends ListDeps, SharedPorts {
  readonly messages: ListDeps['messages'] & Pick<Messages, 'get'>;
  readonly events: ListDeps['events'] & Pick<Events, 'get'>;
  fetchMessageBody(scope: MspScope, copy: MessageCopy): Promise<FetchedBody>;
  fetchEventBody(scope: MspScope, copy: EventCopy): Promise<FetchedBody>;
}
