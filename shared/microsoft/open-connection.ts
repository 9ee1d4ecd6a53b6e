import type { CredentialStore } from '#shared/aws/credential-store.ts';
import { credentialNameOf } from '#shared/kernel/credential-name.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Table } from '#shared/store/table.ts';
import type { OpenTenant } from '#shared/store/tenant-terms.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import { type Microsoft, openMicrosoft } from './open-microsoft.ts';

/**
 * Opens the tenant of a connection with its credential. The credential comes from a cache of at most 5 minutes and is
 * read again when Entra refuses it.
 */
export const connectionOpener =
  (table: Table, credentials: Pick<CredentialStore, 'read'>, openTenant: OpenTenant) =>
  async (connection: Connection, priority: 'low' | 'high' = 'low'): Promise<Microsoft> => {
    const { mspId, tenantId, clientId, cloud, mailboxes } = connection;
    const name = credentialNameOf(connection);
    return openMicrosoft({
      credential: await credentials.read(mspId, name),
      rereadCredential: () => credentials.read(mspId, name, { fresh: true }),
      tokenWindow: throttleWindows(table).ofTokenEndpoint(openTenant(mspId, tenantId)),
      tenantId,
      clientId,
      cloud,
      clock: table.clock,
      priority,
      mailboxes: mailboxes.map(({ upn }) => upn),
    });
  };
