import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { ConnectionId, CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { hubCards } from './cards/index.ts';

type Cards = typeof hubCards;
const withState = <Shape extends z.ZodObject>(shape: Shape) => shape.extend(synced);

// The type of Object.fromEntries does not relate names to shapes.
const cards = Object.fromEntries(
  Object.entries(hubCards).map(([name, { shape }]) => [name, withState<z.ZodObject>(shape)]),
) as { [Name in keyof Cards]: ReturnType<typeof withState<Cards[Name]['shape']>> };

/** The connection to a tenant of the customer. */
const HubConnection = z.object({
  connectionId: ConnectionId,
  tenantId: TenantId,
  tenantName: z.string(),
  mode: z.enum(['own-app', 'publisher-app']),
  credential: z.object({
    state: z.enum(['valid', 'expiring', 'expired', 'refused', 'unknown']),
    expiresOn: CalendarDate.nullable(),
  }),
});

export const HubAnswer = z.object({
  customerId: CustomerId,
  name: z.string(),
  /** One for each tenant. */
  connections: z.array(HubConnection),
  ...cards,
  ...synced,
});

export const contract = apiContract({
  description: 'The customer page in one call.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, LICENSE_INACTIVE_DAYS: true }),
  access: { table: 'read' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getHub: {
      route: 'GET /v1/customers/{customerId}/hub',
      summary: 'Every card of the customer page, each with the states of its surfaces.',
      ability: 'posture.read',
      params: z.strictObject({ customerId: CustomerId }),
      response: { status: 200, body: HubAnswer },
      errors: ['NotFound'],
    },
  },
});
