import type { Credential } from '#shared/kernel/credential.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Deps } from './deps.ts';

/** What a tenant says of itself, and not of the credential: another one may know better. */
const ofTheTenant = ['AppNotFound', 'ConsentMissing', 'TenantNotFound', 'AppBlocked', 'MicrosoftRefused'] as const;

/** So many are asked at most: whoever waits gets an answer in time. */
const asked = 3;

/** Tenants in which the app can be known: those that let it in first, then the MSP's own, where it is likely registered. */
const candidates = (connections: readonly Connection[]): readonly Connection[] => {
  const through = connections.filter(({ mode }) => mode === 'publisher-app');
  const lettingIn = through.filter(({ credential }) => credential.state === 'valid');
  const own = connections.filter(({ ownTenant }) => ownTenant);
  return [...new Set([...lettingIn, ...own, ...through])].slice(0, asked);
};

/**
 * Whether some tenant takes the credential: `unknown` where none knows the app. Throws where one refuses the credential itself, and where Microsoft cannot be
 * asked now.
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
      if (!isAppError(error, ...ofTheTenant)) throw error;
    }
  }
  return 'unknown';
};
