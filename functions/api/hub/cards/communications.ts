import { z } from 'zod';
import { isAllowed } from '#shared/access/abilities.ts';
import { dataAsOf } from '#shared/api/synced.ts';
import { visibleEvents, visibleMessages } from '#shared/communications/visible-items.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative();

/** Mail and meetings of the window, as far as the caller takes part in them: what they may not see is counted in no number. */
export const communications = hubCard({
  // Read from the MSP's own mailboxes, not from the customer's tenants.
  surfaceIds: [],
  shape: z.object({
    /** Null for a program whose token is not made for mail and meetings. */
    messages: Count.nullable(),
    events: Count.nullable(),
    lastMessageAt: Instant.nullable(),
    nextEventAt: Instant.nullable(),
  }),
  make: async ({ caller, customer: { customerId }, now }, deps) => {
    if (!isAllowed(caller, 'communications.read')) {
      return { messages: null, events: null, lastMessageAt: null, nextEventAt: null };
    }
    const [addresses, ofMessages, ofEvents] = await Promise.all([
      deps.ownAddresses(caller),
      deps.communicationsState(caller, 'messages'),
      deps.communicationsState(caller, 'events'),
    ]);
    const onlooker = { role: caller.role, addresses };
    const [messages, events] = await Promise.all([
      Array.fromAsync(visibleMessages(onlooker, deps.messages.ofCustomer(caller, customerId), now)),
      Array.fromAsync(visibleEvents(onlooker, deps.events.ofCustomer(caller, customerId), now)),
    ]);
    const surfaces = { ...ofMessages, ...ofEvents };
    const coming = events.map(({ copy }) => copy.startAt).filter((startAt) => Date.parse(startAt) >= now.getTime());
    return {
      messages: messages.length,
      events: events.length,
      lastMessageAt:
        messages
          .map(({ copy }) => copy.receivedAt)
          .toSorted()
          .at(-1) ?? null,
      nextEventAt: coming.toSorted()[0] ?? null,
      ...{ dataAsOf: dataAsOf(surfaces), surfaces },
    };
  },
});
