import { betweenAuditRows } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { TokenClaims } from '#shared/microsoft/open-microsoft.ts';
import { missingScopes } from '#shared/permissions/least-scopes.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { ConsentRequest } from '#shared/store/consent-request-store.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.acceptConsent;
type Query = ApiRequest<Op, undefined>['query'];

/**
 * 1. Opens the state: it must be signed by us and not expired. 2. Takes the consent request, which can be used once. 3.
 * Refuses if Microsoft's page reported no consent. 4. Requests a token of the connection's own tenant, which alone says
 * whether the application is admitted and with which scopes. The query is not trusted.
 */
export const acceptConsent = async (
  { query, requestId }: ApiRequest<Op, undefined>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { mspId, consentId } = await deps.states.open(query.state, deps.clock.now());
  const scope = deps.scopeOf(mspId);
  const request = await deps.requests.take(scope, consentId);
  if (request === undefined)
    throw new AppError(
      'ConsentLinkUsed',
      'this consent link was already used: ask the person who sent it for a new one',
    );
  const { connectionId, memberId } = request;
  const auditEntry = { action: 'consent.given', target: connectionId, requestId } as const;
  // The person who consents is no member of the MSP, so the rows name the member who created the link.
  const body = await betweenAuditRows(
    (what, outcome) => deps.audit.append(scope, { ...what, memberId, outcome }),
    [auditEntry],
    () => accepted(scope, request, query, deps),
  );
  return { body };
};

const accepted = async (
  scope: MspScope,
  { connectionId }: ConsentRequest,
  query: Query,
  deps: Deps,
): Promise<ApiAnswer<Op>['body']> => {
  refuseDeclined(query);
  const connection = await deps.connections.get(scope, connectionId);
  if (connection === undefined || connection.mode !== 'publisher-app') {
    throw new AppError('NotFound', 'the connection of this consent link no longer exists');
  }
  const { roles } = await admitted(connection, query, deps);
  await deps.connections.recordCredentialState(scope, connectionId, { state: 'valid' });
  const grantedScopes = roles === undefined ? connection.grantedScopes : roles.toSorted();
  await deps.connections.recordTenant(scope, connectionId, { grantedScopes: [...grantedScopes] });
  await makeDueNow(scope, connection, deps);
  const missing = [...missingScopes(surfaces, { ...connection, grantedScopes })];
  return {
    message: messageOf(connection, missing),
    connectionId,
    tenantId: connection.tenantId,
    tenantName: connection.tenantName,
    grantedScopes: [...grantedScopes],
    missingScopes: missing,
  };
};

/** The next schedule then starts the runs of the connection. */
const makeDueNow = async (
  scope: MspScope,
  { connectionId, tenantId, reads }: Connection,
  { due, clock }: Deps,
): Promise<void> => {
  for (const kind of reads) await due.schedule(scope, connectionId, tenantId, kind, clock.now());
};

const refuseDeclined = ({ error, admin_consent: given }: Query): void => {
  if (error === undefined && given?.toLowerCase() !== 'false') return;
  // Microsoft's error text is not repeated, because anyone can write it into the URL. The error code is, if it has the
  // form of one.
  const code = error !== undefined && /^[a-z_]{1,60}$/.test(error) ? ` (${error})` : '';
  throw new AppError(
    'ConsentDeclined',
    `Microsoft's page ended without a consent${code}: sign in as a Global Administrator or Privileged Role Administrator of the tenant, with a new link`,
  );
};

const admitted = async (connection: Connection, { tenant }: Query, { admission }: Deps): Promise<TokenClaims> => {
  const elsewhere = (): AppError =>
    new AppError('ConsentElsewhere', 'sign in with an account of the tenant of the connection, using a new link');
  let answer: TokenClaims;
  try {
    answer = await admission(connection);
  } catch (error) {
    const isUnknown = isAppError(error, 'AppNotFound', 'ConsentMissing');
    if (isUnknown && tenant !== undefined && tenant.toLowerCase() !== connection.tenantId) throw elsewhere();
    throw error;
  }
  if (answer.tenantId !== undefined && answer.tenantId !== connection.tenantId) throw elsewhere();
  return answer;
};

const messageOf = ({ tenantName }: Connection, missing: readonly string[]): string => {
  const given = `Consent was given for ${tenantName ?? 'the tenant'}. You can close this page.`;
  return missing.length === 0 ? given : `${given} Not granted: ${missing.join(', ')}.`;
};
