import type { CredentialStore } from '#shared/aws/credential-store.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type Connection, connections } from '#shared/store/connection-store.ts';
import type { Table } from '#shared/store/table.ts';
import type { OpenTenant } from '#shared/store/tenant-terms.ts';
import { bucketOf, throttleWindows, tokenEndpointBucket } from '#shared/store/throttle-window-store.ts';
import { connectionOpener } from './open-connection.ts';
import type { Microsoft } from './open-microsoft.ts';

/** Where the stored copy says the item is. */
interface ItemLocation {
  readonly connectionId: ConnectionId;
  readonly mailboxId: MailboxId;
}

/** Reads one item of one listed mailbox while a person waits. */
export const listedMailboxes = (table: Table, credentials: Pick<CredentialStore, 'read'>, openTenant: OpenTenant) => {
  const connectionStore = connections(table);
  const openConnection = connectionOpener(table, credentials, openTenant);
  const windows = throttleWindows(table);

  /**
   * The throttle window of a mailbox also holds for requests of a person: nothing is sent before it ends, and a new
   * window is stored.
   */
  const withinThrottleWindow = async <Item>(
    { mspId, tenantId }: Connection,
    mailboxId: MailboxId,
    send: () => Promise<Item>,
  ): Promise<Item> => {
    const [tenant, bucket] = [openTenant(mspId, tenantId), bucketOf('outlook', mailboxId)];
    const until = (await windows.ofTenant(tenant)).get(bucket);
    if (until !== undefined) {
      const seconds = Math.ceil((until.getTime() - table.clock.now().getTime()) / 1000);
      throw new AppError('MicrosoftThrottled', 'microsoft asked us to wait', { retryAfterSeconds: seconds });
    }
    try {
      return await send();
    } catch (error) {
      if (isAppError(error, 'MicrosoftThrottled') && error.details['bucket'] !== tokenEndpointBucket) {
        await windows.open(tenant, bucket, addSeconds(table.clock.now(), error.details.retryAfterSeconds ?? 0));
      }
      throw error;
    }
  };

  /**
   * Reads one item from the mailbox of its stored copy, provided that the mailbox is still on its connection's list.
   */
  const inMailbox = async <Item>(
    scope: MspScope,
    { connectionId, mailboxId }: ItemLocation,
    read: (microsoft: Microsoft, mailbox: string) => Promise<Item>,
  ): Promise<Item> => {
    const connection = await connectionStore.get(scope, connectionId);
    const listed = connection?.reads.includes('communications')
      ? connection.mailboxes.find((mailbox) => mailbox.mailboxId === mailboxId)
      : undefined;
    if (connection === undefined || listed === undefined) {
      throw new AppError('MailboxNotListed', `the mailbox ${mailboxId} is no longer on the connection's list`);
    }
    return withinThrottleWindow(connection, mailboxId, async () =>
      read(await openConnection(connection, 'high'), listed.upn),
    );
  };

  return { inMailbox };
};
