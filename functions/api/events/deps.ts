import type { Cursors } from '#shared/api/cursor.ts';
import type { BodyPorts } from '#shared/communications/body-on-demand.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { EventCopy, events } from '#shared/store/event-copies.ts';

export interface Deps extends Omit<BodyPorts<EventCopy>, 'participantsOf' | 'copiesOf'> {
  readonly customers: Pick<Customers, 'get'>;
  readonly events: Pick<ReturnType<typeof events>, 'ofCustomer' | 'get'>;
  readonly cursors: Cursors;
  /** The state of reading over all connections that read communications. */
  surfaceStates(scope: MspScope): Promise<Readonly<Record<string, SurfaceState>>>;
}
