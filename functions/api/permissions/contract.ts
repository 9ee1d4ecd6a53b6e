import { z } from 'zod';
import { ConnectionId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { featureNames } from '#shared/permissions/features.ts';

const Feature = z.enum(featureNames);
const Job = z.enum(['posture', 'communications']);

/** `?features=mfa,licenses`. */
const listOf = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).min(1));

const Unlocks = z.object({
  surfaces: z.array(z.string()),
  findings: z.array(z.string()),
  features: z.array(Feature),
});

const Permissions = z.object({
  connectionId: ConnectionId,
  scopes: z.array(
    z.object({
      scope: z.string(),
      /** As the last token says; a grant to write counts for reading. Null where there was no token. */
      granted: z.boolean().nullable(),
      /** Among the fewest that what was chosen needs. */
      wanted: z.boolean(),
      /** Nothing that was chosen is lost without it. */
      optional: z.boolean(),
      /** It can change the tenant: nothing here needs that. */
      writes: z.boolean(),
      unlocks: Unlocks,
    }),
  ),
  licenses: z.array(
    z.object({
      /** A service plan; `EXCHANGE_S_*` is any that begins so. */
      plan: z.string(),
      /** Null where the licenses were never read. */
      live: z.boolean().nullable(),
      unlocks: Unlocks,
    }),
  ),
  features: z.array(
    z.object({
      feature: Feature,
      state: z.enum(['ok', 'needs-access', 'needs-license', 'unknown']),
      needs: z.array(z.string()),
    }),
  ),
  /** The fewest permissions for what was chosen, all of them reading. */
  leastScopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
  /** "Update permissions": the portal's page of an own app; of a publisher app the request that makes a consent link. */
  update: z.object({ method: z.enum(['GET', 'POST']), url: z.url() }),
});

export const contract = apiContract({
  description: 'What each permission and plan of a connection unlocks, and the fewest to grant.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  operations: {
    getPermissions: {
      route: 'GET /v1/connections/{connectionId}/permissions',
      summary:
        'Every permission: granted or not, and what it unlocks; plans likewise; the fewest permissions for the chosen `features` or `reads` (by default what the connection reads).',
      ability: 'connections.read',
      params: z.strictObject({ connectionId: ConnectionId }),
      query: z.strictObject({ features: listOf(Feature).optional(), reads: listOf(Job).optional() }),
      response: { status: 200, body: Permissions },
      errors: ['NotFound'],
    },
  },
});
