import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { findings } from '#shared/findings/index.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { appPermissionsUrl } from '#shared/permissions/consent-links.ts';
import { wantedSurfaces } from '#shared/permissions/least-scopes.ts';
import { planPermissions } from '#shared/permissions/planner.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.getPermissions;

export const getPermissions = async (
  { caller, params: { connectionId }, query, origin }: ApiRequest<Op, MemberScope>,
  { connections, plansOf }: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await connections.get(caller, connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  const plans = await plansOf(caller, connection);
  const wanted = selectedSurfaces(query, connection);
  const planned = planPermissions({ surfaces, findings, plans, wanted, granted: grantedTo(connection) });
  return {
    body: {
      connectionId,
      tenantId: connection.tenantId,
      tenantName: connection.tenantName,
      scopes: planned.scopes.map((scope) => ({ ...scope, unlocks: toUnlocks(scope.unlocks) })),
      licenses: planned.licenses.map((license) => ({ ...license, unlocks: toUnlocks(license.unlocks) })),
      features: planned.features.map((feature) => ({ ...feature, needs: [...feature.needs] })),
      leastScopes: [...planned.leastScopes],
      missingScopes: [...planned.missingScopes],
      update:
        connection.mode === 'own-app'
          ? { method: 'GET', url: appPermissionsUrl(connection) }
          : { method: 'POST', url: `${origin}/v1/connections/${connectionId}/consent-link` },
    },
  };
};

type Unlocked = ReturnType<typeof planPermissions>['scopes'][number]['unlocks'];

const toUnlocks = ({ surfaces: ids, findings: findingIds, features: names }: Unlocked) => ({
  surfaces: [...ids],
  findings: [...findingIds],
  features: [...names],
});

/** Undefined before the first token: the granted permissions are then unknown. */
const grantedTo = ({ credential, grantedScopes }: Connection): readonly string[] | undefined =>
  grantedScopes.length > 0 || credential.state === 'valid' ? grantedScopes : undefined;

const selectedSurfaces = (
  { features: names, reads }: ApiRequest<Op, MemberScope>['query'],
  connection: Connection,
): readonly AnySurface[] => {
  if (names === undefined) return wantedSurfaces(surfaces, { reads: reads ?? connection.reads });
  return surfaces.filter(({ features }) => features.some((feature) => names.includes(feature)));
};
