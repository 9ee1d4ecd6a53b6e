import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { ConnectionMode } from '#shared/kernel/connection-mode.ts';
import { CredentialState } from '#shared/kernel/credential-state.ts';
import { ConnectionId, CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { cards } from '../index.ts';

/** The connection to a tenant of the customer. */
export const HubConnection = z.object({
  connectionId: ConnectionId,
  tenantId: TenantId,
  tenantName: z.string(),
  mode: ConnectionMode,
  credential: z.object({
    state: CredentialState,
    expiresOn: CalendarDate.nullable(),
  }),
});

/** The name of a card in the response: its id in camel case. */
export const cardName = (id: string): string =>
  id.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The customer, its connections, and every card by its name. */
export const HubView: z.ZodObject = z.object({
  customerId: CustomerId,
  name: z.string(),
  /** One for each tenant. */
  connections: z.array(HubConnection),
  ...Object.fromEntries(cards.map(({ id, shape }) => [cardName(id), shape.extend(synced)])),
});
