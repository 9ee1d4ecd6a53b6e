import { z } from 'zod';
import { commaSeparated } from '#shared/api/list.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { ConnectionId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import { featureNames } from '#shared/surfaces/features.ts';

const Feature = z.enum(featureNames);

const Unlocks = z.object({
  surfaces: z.array(z.string()),
  findings: z.array(z.string()),
  features: z.array(Feature),
});
Unlocks.register(z.globalRegistry, {
  id: 'Unlocks',
  description: 'What can be read and judged with a permission or a plan.',
});

const Permissions = z.object({
  connectionId: ConnectionId,
  ...TenantRef.shape,
  scopes: z.array(
    z.object({
      scope: z.string(),
      /** Granted according to the last token; a write permission includes reading. Null if there was no token. */
      granted: z.boolean().nullable(),
      /** Part of the smallest set of permissions for the selection. */
      wanted: z.boolean(),
      /** The selection loses nothing without it. */
      optional: z.boolean(),
      /** The permission can change the tenant. Nothing here needs one of these. */
      writes: z.boolean(),
      unlocks: Unlocks,
    }),
  ),
  licenses: z.array(
    z.object({
      /** A service plan; `EXCHANGE_S_*` stands for every plan with that prefix. */
      plan: z.string(),
      /** Null if the licenses were never read. */
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
  /** The smallest set of permissions for the selection; all of them are read-only. */
  leastScopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
  /**
   * The *Update permissions* link: the app's page in the portal for an own app, the request that creates a consent link
   * for a publisher app.
   */
  update: z.object({ method: z.enum(['GET', 'POST']), url: z.url() }),
});
Permissions.register(z.globalRegistry, {
  id: 'Permissions',
  description: 'What each permission and plan of a connection unlocks.',
});

export const contract = apiContract({
  description: 'What each permission and plan of a connection unlocks, and the smallest set to grant.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'read' },
  timeoutSeconds: 15,
  memoryMegabytes: 256,
  operations: {
    getPermissions: {
      route: 'GET /v1/connections/{connectionId}/permissions',
      summary:
        'Every permission and plan with its state and what it unlocks, and the smallest set of permissions for the selected `features` or `reads` (default: what the connection reads).',
      ability: 'connections.read',
      params: z.strictObject({ connectionId: ConnectionId }),
      query: z.strictObject({
        features: commaSeparated(Feature).optional(),
        reads: commaSeparated(RunKind).optional(),
      }),
      response: { status: 200, body: Permissions },
      errors: ['NotFound'],
    },
  },
});
