import type { Credential } from '#shared/kernel/credential.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { PublisherApp } from '#shared/store/publisher-app-store.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { readPastedCredential } from './pasted-credential.ts';

/** The credential that a new connection signs in with. */
export interface ConnectionSignIn {
  readonly clientId: string;
  readonly kind: Credential['kind'];
  readonly expiresOn: string | null;
  /**
   * The credential to store for this connection alone; undefined where the MSP's publisher app signs in, whose
   * credential is stored already.
   */
  readonly ownCredential: Credential | undefined;
}

const refused = (pointer: string, detail: string): AppError =>
  new AppError('InvalidInput', detail, { pointers: [{ in: 'body', pointer, detail }] });

const throughPublisherApp = (
  app: PublisherApp | undefined,
  { clientId, credential }: ConnectionRequest,
): ConnectionSignIn => {
  if (app === undefined) {
    throw refused(
      '/mode',
      'there is no publisher app for this MSP yet; set it with PUT /v1/publisher-app, or connect with own-app',
    );
  }
  if (credential !== undefined) {
    throw refused('/credential', 'the publisher app signs in with its own credential; leave this out');
  }
  if (clientId !== undefined && clientId !== app.clientId) {
    throw refused('/clientId', 'this is not the publisher app; leave it out, or connect with own-app');
  }
  const { kind, expiresOn } = app.credential;
  return { clientId: app.clientId, kind, expiresOn, ownCredential: undefined };
};

/** The pasted credential, or the MSP's publisher app, which must exist. Microsoft is not asked. */
export const connectionSignIn = async (
  request: ConnectionRequest,
  publisherApp: () => Promise<PublisherApp | undefined>,
): Promise<ConnectionSignIn> => {
  if (request.mode === 'publisher-app') return throughPublisherApp(await publisherApp(), request);
  const { clientId, credential } = request;
  if (clientId === undefined || credential === undefined)
    throw new Error('an own app comes with its id and credential');
  const { credential: own, expiresOn } = readPastedCredential(credential);
  return { clientId, kind: own.kind, expiresOn, ownCredential: own };
};
