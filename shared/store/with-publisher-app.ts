import type { Connection } from './connection-record.ts';
import type { PublisherApp } from './publisher-app-store.ts';

/**
 * A connection through the MSP's own app has the id of that app and the kind and end of its credential, whatever they were when the connection was made: one
 * record serves them all. Whether its tenant lets the app in is the connection's own.
 */
export const withPublisherApp = (connection: Connection, app: PublisherApp | undefined): Connection => {
  if (connection.mode === 'own-app' || app === undefined) return connection;
  const { kind, expiresOn } = app.credential;
  return { ...connection, clientId: app.clientId, credential: { ...connection.credential, kind, expiresOn } };
};
