import { openTenantScope } from '#shared/access/open-scope.ts';
import type { CredentialStore } from '#shared/aws/credential-store.ts';
import { ownAddresses } from '#shared/communications/own-addresses.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { ConnectionId, MailboxId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import { type Connection, connections } from '#shared/store/connection-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { Table } from '#shared/store/table.ts';
import { bucketOf, throttleWindows, tokenEndpointBucket } from '#shared/store/throttle-window-store.ts';
import { User } from '#shared/surfaces/users/schema.ts';
import { connectionOpener } from './open-connection.ts';

/** Where the stored copy says the item is. */
interface ItemLocation {
  readonly connectionId: ConnectionId;
  readonly mailboxId: MailboxId;
}

/** The addresses by which the participant rule knows a caller, and the state of reading mail and events. */
export const communicationsContext = (table: Table) => {
  const connectionStore = connections(table);

  /**
   * The caller's addresses for the participant rule. Only the tenant that is marked as the MSP's own can add addresses.
   */
  const addressesOf = async (caller: MemberScope): Promise<ReadonlySet<string>> => {
    if (caller.role === 'admin') return new Set();
    const own = (await connectionStore.list(caller)).find(({ ownTenant }) => ownTenant);
    if (own === undefined) return ownAddresses(caller.email, []);
    const scope = openTenantScope(caller.mspId, own.tenantId);
    const users = await facts(table).ofSurface(scope, 'users');
    return ownAddresses(
      caller.email,
      users.map((user) => User.parse(user)),
    );
  };

  /** The state of one surface over all connections that read communications. */
  const surfaceState = async (scope: MspScope, surfaceId: string): Promise<Readonly<Record<string, SurfaceState>>> => {
    const communicating = (await connectionStore.list(scope)).filter(({ reads }) => reads.includes('communications'));
    const states = await Promise.all(
      communicating.map(async ({ tenantId }) => {
        const known = await surfaceStates(table).ofTenant(openTenantScope(scope.mspId, tenantId));
        return known[surfaceId] ?? neverRead;
      }),
    );
    return { [surfaceId]: states.length === 0 ? neverRead : rollUp(states) };
  };

  return { ownAddresses: addressesOf, surfaceState };
};

/**
 * What the API reads while a person waits: the caller's addresses, the state of reading, and one item of one listed
 * mailbox.
 */
export const mailboxItems = (table: Table, credentials: CredentialStore) => {
  const connectionStore = connections(table);
  const openConnection = connectionOpener(table, credentials);
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
    const [tenant, bucket] = [openTenantScope(mspId, tenantId), bucketOf('outlook', mailboxId)];
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

  return { ...communicationsContext(table), inMailbox };
};
