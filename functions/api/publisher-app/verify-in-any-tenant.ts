import type { Credential } from '#shared/kernel/credential.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Deps } from './deps.ts';

/** Errors about the tenant rather than the credential: another tenant may still accept it. */
const tenantErrors = ['AppNotFound', 'ConsentMissing', 'TenantNotFound', 'AppBlocked', 'MicrosoftRefused'] as const;

/** The most tenants to ask, so that the request is answered in time. */
const maxTenants = 3;

/**
 * Tenants that may know the app: first those that admitted it, then the own tenant of the MSP, where it is usually
 * registered.
 */
const candidates = (connections: readonly Connection[]): readonly Connection[] => {
  const connected = connections.filter(({ mode }) => mode === 'publisher-app');
  const admitting = connected.filter(({ credential }) => credential.state === 'valid');
  const own = connections.filter(({ ownTenant }) => ownTenant);
  return [...new Set([...admitting, ...own, ...connected])].slice(0, maxTenants);
};

/**
 * `valid` if a tenant accepts the credential, `unknown` if no tenant knows the app. Throws if a tenant refuses the
 * credential or Microsoft cannot be reached.
 */
export const verifyInAnyTenant = async (
  scope: MspScope,
  app: { readonly clientId: string; readonly credential: Credential },
  connections: readonly Connection[],
  { verifyCredential }: Pick<Deps, 'verifyCredential'>,
): Promise<'valid' | 'unknown'> => {
  for (const { tenantId, cloud } of candidates(connections)) {
    try {
      await verifyCredential(scope, { ...app, tenantId, cloud });
      return 'valid';
    } catch (error) {
      if (!isAppError(error, ...tenantErrors)) throw error;
    }
  }
  return 'unknown';
};
