import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from './connection-record.ts';
import { directoryDue } from './directory-due.ts';
import { expiryEntity } from './directory-expiry.ts';
import { emailHash } from './directory-identities.ts';
import { mspListingEntity } from './directory-msps.ts';
import { databaseCall } from './electrodb.ts';
import { leases } from './lease-store.ts';
import type { Member } from './member-record.ts';
import { commit, membershipService } from './membership-transaction.ts';
import { type RemovedCounts, removalKey } from './msp-removal-store.ts';
import { deleteItems, type KindedKey, keysInPartition } from './partition.ts';
import type { Table } from './table.ts';

const countByKind = (keys: readonly KindedKey[]): RemovedCounts => {
  const counts: RemovedCounts = {};
  for (const { __edb_e__: kind } of keys) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/**
 * Deletes an MSP part by part, and counts the deleted items by kind. Partitions are emptied whichever stores wrote
 * there. Each part may be deleted again; items that are gone count nothing.
 */
export interface MspDeletion {
  /** Removes a person, even the last admin. They have no access from the next request on. */
  person(scope: MspScope, member: Member): Promise<RemovedCounts>;

  /** Stops the runs of a tenant: no schedule starts one any more, and one that is under way writes nothing more. */
  halt(scope: TenantScope, connection: Connection): Promise<void>;

  /**
   * Deletes everything that was read of a tenant, with its runs and its mail. The leases stay, so that a run under
   * way still finds that it has lost the tenant.
   */
  tenant(scope: TenantScope, connection: Connection): Promise<readonly RemovedCounts[]>;

  /** Deletes the leases of a tenant, when nothing else is left of it. */
  leases(scope: TenantScope): Promise<RemovedCounts>;

  /** Deletes the mail and meetings that are stored for a customer. */
  customer(scope: MspScope, customerId: CustomerId): Promise<RemovedCounts>;

  /**
   * Deletes everything else: the MSP's other records, then its directory entries, and last the MSP itself. Its
   * receipt stays.
   */
  rest(scope: MspScope): Promise<RemovedCounts>;
}

export const mspDeletion = (table: Table): MspDeletion => {
  const emptyPartition = async (
    partition: string,
    isKept: (key: KindedKey) => boolean = () => false,
  ): Promise<RemovedCounts> => {
    const emptied = (await keysInPartition(table, partition)).filter((key) => !isKept(key));
    await deleteItems(table, emptied);
    return countByKind(emptied);
  };

  return {
    async person({ mspId }, { memberId, email, identityHash, codeHash }) {
      const service = membershipService(table);
      const isCommitted = await commit(
        service.transaction.write((batch) => [
          batch.member.delete({ mspId, memberId }).commit(),
          batch.email.delete({ mspId, email }).commit(),
          batch.invitation.delete({ hash: emailHash(email), mspId }).commit(),
          ...(identityHash === null ? [] : [batch.identity.delete({ hash: identityHash, kind: 'bound' }).commit()]),
          ...(codeHash === null ? [] : [batch.identity.delete({ hash: codeHash, kind: 'code' }).commit()]),
        ]),
      );
      if (!isCommitted) throw new AppError('RecordChanged', 'a member was changed by somebody else just now');
      return { member: 1 };
    },

    async halt(scope, { connectionId }) {
      for (const kind of RunKind.options) {
        await directoryDue(table).unschedule(scope, connectionId, kind);
        await leases(table).revoke(scope, kind);
      }
    },

    async tenant(scope, { connectionId, mailboxes }) {
      const { mspId, tenantId } = scope;
      const ofConnection = `MSP#${mspId}#CONNECTION#${connectionId}`;
      const counts = [await emptyPartition(`MSP#${mspId}#TENANT#${tenantId}`, ({ sk }) => sk.startsWith('LEASE#'))];
      for (const { sk } of (await keysInPartition(table, ofConnection)).filter((key) => key.sk.startsWith('RUN#')))
        counts.push(await emptyPartition(`MSP#${mspId}#${sk}`));
      for (const { mailboxId } of mailboxes) counts.push(await emptyPartition(`${ofConnection}#MAILBOX#${mailboxId}`));
      return [...counts, await emptyPartition(ofConnection)];
    },

    leases: ({ mspId, tenantId }) => emptyPartition(`MSP#${mspId}#TENANT#${tenantId}`),

    customer: ({ mspId }, customerId) => emptyPartition(`MSP#${mspId}#CUSTOMER#${customerId}`),

    async rest({ mspId }) {
      const emptied = await emptyPartition(`MSP#${mspId}`, ({ sk }) => sk === 'MSP' || sk === removalKey);
      await databaseCall(() => expiryEntity(table).delete({ mspId, holder: 'publisher-app' }).go());
      await databaseCall(() => mspListingEntity(table).delete({ mspId }).go());
      const last = await emptyPartition(`MSP#${mspId}`, ({ sk }) => sk === removalKey);
      return { ...emptied, ...last };
    },
  };
};
