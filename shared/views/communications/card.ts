import { z } from 'zod';
import { isAllowed } from '#shared/access/abilities.ts';
import { visibleEvents, visibleMessages } from '#shared/communications/visible-items.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { dataAsOf, isReadable, type SurfaceState } from '#shared/kernel/surface-state.ts';
import { defineCard } from '../define-view.ts';

const Count = z.int().nonnegative();

const wasRead = (state: SurfaceState | undefined): boolean => state !== undefined && isReadable(state);

/** The messages and events of the window that the caller may see. Hidden items are in no number. */
export const communications = defineCard({
  id: 'communications',
  // Communications are read from the mailboxes of the MSP, not from the tenants of the customer.
  surfaceIds: [],
  shape: z.object({
    /** Null if the token does not allow reading communications, or no mailbox was read yet. */
    messages: Count.nullable(),
    events: Count.nullable(),
    lastMessageAt: Instant.nullable(),
    nextEventAt: Instant.nullable(),
  }),
  make: async ({ caller, customer: { customerId }, now }, deps) => {
    if (!isAllowed(caller, 'communications.read')) {
      return { messages: null, events: null, lastMessageAt: null, nextEventAt: null };
    }
    const [addresses, surfaces] = await Promise.all([
      deps.ownAddresses(caller),
      deps.communicationsStates(caller, ['messages', 'events']),
    ]);
    const reader = { role: caller.role, addresses };
    const [messages, events] = await Promise.all([
      Array.fromAsync(visibleMessages(reader, deps.messages.ofCustomer(caller, customerId), now)),
      Array.fromAsync(visibleEvents(reader, deps.events.ofCustomer(caller, customerId), now)),
    ]);
    const ahead = events.map(({ copy }) => copy.startAt).filter((startAt) => Date.parse(startAt) >= now.getTime());
    return {
      messages: wasRead(surfaces.messages) ? messages.length : null,
      events: wasRead(surfaces.events) ? events.length : null,
      lastMessageAt:
        messages
          .map(({ copy }) => copy.receivedAt)
          .toSorted()
          .at(-1) ?? null,
      nextEventAt: ahead.toSorted()[0] ?? null,
      dataAsOf: dataAsOf(surfaces),
      surfaces,
    };
  },
});
