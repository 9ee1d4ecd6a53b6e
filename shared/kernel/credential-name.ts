import type { ConnectionId } from './ids.ts';

/** The one secret of the MSP's own app: it serves every tenant that has consented to it. */
export const publisherAppCredential = 'publisher-app';

/** Under which name a credential is kept, below its MSP. */
export type CredentialName = ConnectionId | typeof publisherAppCredential;

/** With which credential a connection signs in. */
export const credentialNameOf = ({
  mode,
  connectionId,
}: {
  readonly mode: 'own-app' | 'publisher-app';
  readonly connectionId: ConnectionId;
}): CredentialName => (mode === 'publisher-app' ? publisherAppCredential : connectionId);
