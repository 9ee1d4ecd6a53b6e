import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { addSeconds, epochSeconds, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { adminConsentUrl, appPermissionsUrl } from '#shared/permissions/consent-links.ts';
import { missingScopes } from '#shared/permissions/least-scopes.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.createConsentLink;

const lifetimeSeconds = 15 * 60;

export const createConsentLink = async (
  { caller, params: { connectionId }, origin, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await deps.connections.get(caller, connectionId);
  if (connection === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  const missing = [...missingScopes(surfaces, connection)];
  if (connection.mode === 'own-app') {
    return { body: { url: appPermissionsUrl(connection), expiresAt: null, missingScopes: missing } };
  }
  const expiresAt = addSeconds(deps.clock.now(), lifetimeSeconds);
  const auditEntry = { action: 'consent.asked', target: connectionId, requestId } as const;
  const url = await audited(deps.audit, caller, auditEntry, () =>
    linkOf(caller, connection, { origin, expiresAt }, deps),
  );
  return { body: { url, expiresAt: instantOf(expiresAt), missingScopes: missing } };
};

const linkOf = async (
  caller: MemberScope,
  { connectionId, tenantId, clientId, cloud }: Connection,
  { origin, expiresAt }: { readonly origin: string; readonly expiresAt: Date },
  { requests, states, originsOf }: Deps,
): Promise<string> => {
  const consentId = await requests.begin(caller, connectionId, expiresAt);
  const state = await states.seal({ mspId: caller.mspId, consentId, until: epochSeconds(expiresAt) });
  return adminConsentUrl({
    ...originsOf(cloud),
    tenantId,
    clientId,
    redirectUri: `${origin}/v1/consent/callback`,
    state,
  });
};
