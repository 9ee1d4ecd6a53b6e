import type { Cloud } from '#shared/kernel/cloud.ts';
import type { Credential } from '#shared/kernel/credential.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Deps } from './deps.ts';

/** Errors about the tenant rather than the credential: another tenant may still accept it. */
const tenantErrors = ['AppNotFound', 'ConsentMissing', 'TenantNotFound', 'AppBlocked', 'MicrosoftRefused'] as const;

/** The most tenants to ask, so that the request is answered in time. */
const maxTenants = 3;

interface Candidate {
  readonly tenantId: TenantId;
  readonly cloud: Cloud;
}

/**
 * Tenants that may know the app: the one that the request names, those that admitted it, then the own tenant of the
 * MSP, where it is usually registered.
 */
const candidates = (named: Candidate | undefined, connections: readonly Connection[]): readonly Candidate[] => {
  const connected = connections.filter(({ mode }) => mode === 'publisher-app');
  const admitting = connected.filter(({ credential }) => credential.state === 'valid');
  const own = connections.filter(({ ownTenant }) => ownTenant);
  const all = [...(named === undefined ? [] : [named]), ...admitting, ...own, ...connected];
  return [...new Map(all.map((each) => [each.tenantId, each])).values()].slice(0, maxTenants);
};

interface PastedApp {
  readonly clientId: string;
  readonly credential: Credential;
  /** A tenant that knows the app. */
  readonly tenant: Candidate | undefined;
}

/**
 * Returns once a tenant accepts the credential. Throws what Microsoft refused it with, or `InvalidInput` if there is no
 * tenant to ask.
 */
export const proveCredential = async (
  scope: MspScope,
  { clientId, credential, tenant }: PastedApp,
  connections: readonly Connection[],
  { verifyCredential }: Pick<Deps, 'verifyCredential'>,
): Promise<void> => {
  let refusal: unknown;
  for (const { tenantId, cloud } of candidates(tenant, connections)) {
    try {
      return await verifyCredential(scope, { clientId, credential, tenantId, cloud });
    } catch (error) {
      if (!isAppError(error, ...tenantErrors)) throw error;
      refusal ??= error;
    }
  }
  if (refusal !== undefined) throw refusal;
  const detail = 'name the tenant in which the app is registered: no connected tenant can prove the credential yet';
  throw new AppError('InvalidInput', detail, { pointers: [{ in: 'body', pointer: '/tenantId', detail }] });
};
