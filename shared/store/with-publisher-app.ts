import type { Connection } from './connection-record.ts';
import type { PublisherApp } from './publisher-app-store.ts';

/**
 * Adds the publisher app's data to a connection that uses it: the client id, and the kind and expiry of the credential,
 * whatever they were when the connection was created. Whether the tenant accepts the app is stored with the connection.
 */
export const withPublisherApp = (connection: Connection, app: PublisherApp | undefined): Connection => {
  if (connection.mode === 'own-app' || app === undefined) return connection;
  const { kind, expiresOn } = app.credential;
  return { ...connection, clientId: app.clientId, credential: { ...connection.credential, kind, expiresOn } };
};
