import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { featureNames } from '#shared/surfaces/features.ts';
import { getPermissions } from '../../permissions/get-permissions.ts';
import { CustomerArgument } from './find-customer.ts';
import { NamedTenant, namedTenant } from './finding-brief.ts';
import { nextCursor, pageArguments, pageOf } from './page-arguments.ts';
import { defineTool, requestOf, type ToolContext } from './tool.ts';

const Feature = z.enum(featureNames);

const ConnectionGap = z.object({
  connectionId: z.string(),
  tenant: NamedTenant,
  missing: z.array(z.object({ permission: z.string(), unlocks: z.array(Feature) })),
  grantsKnown: z.boolean().meta({ description: 'False before the first token: all permissions are then unknown.' }),
  needsLicense: z.array(Feature).meta({ description: 'Features for which the tenant has no plan.' }),
});

const gapOf = async ({ connectionId }: Connection, context: ToolContext): Promise<z.input<typeof ConnectionGap>> => {
  const { body } = await getPermissions(requestOf(context, { connectionId }, {}), context.deps);
  const { scopes, features, missingScopes } = body;
  return {
    connectionId,
    tenant: namedTenant(body),
    missing: missingScopes.map((permission) => ({
      permission,
      unlocks: scopes.find(({ scope }) => scope === permission)?.unlocks.features ?? [],
    })),
    grantsKnown: scopes.some(({ granted }) => granted !== null),
    needsLicense: features.filter(({ state }) => state === 'needs-license').map(({ feature }) => feature),
  };
};

const connectionsFor = ({ caller, customer, deps: { connections } }: ToolContext): Promise<readonly Connection[]> =>
  customer === undefined ? connections.list(caller) : connections.linkedTo(caller, customer);

/** Which permissions a customer still has to grant. */
export const listMissingPermissionsTool = defineTool({
  name: 'list_missing_permissions',
  title: 'Permissions that are missing',
  description:
    'Each connected tenant, or those of one customer, with the Microsoft permissions that are not granted and what each would unlock, and the features that need a plan.',
  ability: 'connections.read',
  input: z.strictObject({ customer: CustomerArgument.optional(), ...pageArguments }),
  output: z.object({ connections: z.array(ConnectionGap), nextCursor }),
  run: async (values, context) => {
    const { caller, customer, deps } = context;
    const all = await connectionsFor(context);
    const sorted = all.toSorted((one, other) => (one.connectionId < other.connectionId ? -1 : 1));
    const page = await paginate(sorted, {
      cursors: deps.cursors,
      caller,
      query: pageOf(values),
      list: listName('missing permissions', { customerId: customer?.customerId }),
      position: z.string(),
      positionOf: ({ connectionId }) => connectionId,
      isAfter: ({ connectionId }, from) => connectionId > from,
    });
    const connections = await Promise.all(page.items.map((connection) => gapOf(connection, context)));
    return { connections, nextCursor: page.nextCursor };
  },
});
