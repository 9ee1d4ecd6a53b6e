import { eventParticipants, messageAddresses } from '#shared/communications/participants.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { ErasedCounts } from '#shared/store/erasure-store.ts';
import type { Deps } from './deps.ts';

type CopyCounts = Pick<ErasedCounts, 'messages' | 'events'>;

/** Deletes the mail and meetings of a customer in which the address takes part; all of them if no address is given. */
export const deleteCopies = async (
  scope: MspScope,
  { customerId, address }: { readonly customerId: CustomerId; readonly address?: string },
  { messages, events }: Pick<Deps, 'messages' | 'events'>,
): Promise<CopyCounts> => {
  const isKept = (addresses: readonly string[]) => address !== undefined && !addresses.includes(address);
  return {
    messages: await messages.deleteOfCustomer(scope, customerId, (copy) => isKept(messageAddresses(copy))),
    events: await events.deleteOfCustomer(scope, customerId, (copy) => isKept(eventParticipants(copy))),
  };
};

/**
 * Deletes the credential of a connection, its schedule and all data that was read, and returns the number of items.
 * The connection itself remains.
 */
export const deleteConnectionData = async (
  scope: MspScope,
  connection: Connection,
  { credentials, due, messages, events, deleteTenantData }: Deps,
): Promise<CopyCounts & Pick<ErasedCounts, 'tenantRecords'>> => {
  const { connectionId, mailboxes } = connection;
  await credentials.remove(scope.mspId, connectionId);
  for (const kind of RunKind.options) await due.unschedule(scope, connectionId, kind);
  const deleted = { messages: 0, events: 0, tenantRecords: await deleteTenantData(scope, connection) };
  for (const { mailboxId } of mailboxes) {
    deleted.messages += await messages.deleteOfMailbox(scope, connectionId, mailboxId);
    deleted.events += await events.deleteOfMailbox(scope, connectionId, mailboxId);
  }
  return deleted;
};
