import type { ConnectionMode } from './connection-mode.ts';
import type { ConnectionId } from './ids.ts';

/** The secret of the MSP's multi-tenant app. It serves every tenant that has consented to the app. */
export const publisherAppCredential = 'publisher-app';

/** The name under which a credential is stored, below its MSP. */
export type CredentialName = ConnectionId | typeof publisherAppCredential;

/** The credential that a connection signs in with. */
export const credentialNameOf = ({
  mode,
  connectionId,
}: {
  readonly mode: ConnectionMode;
  readonly connectionId: ConnectionId;
}): CredentialName => (mode === 'publisher-app' ? publisherAppCredential : connectionId);
