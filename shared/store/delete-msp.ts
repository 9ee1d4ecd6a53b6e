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
import { commit, membershipService } from './membership-changes.ts';
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
export const mspDeletion = (table: Table) => {
  const emptyPartition = async (
    partition: string,
    isKept: (key: KindedKey) => boolean = () => false,
  ): Promise<RemovedCounts> => {
    const emptied = (await keysInPartition(table, partition)).filter((key) => !isKept(key));
    await deleteItems(table, emptied);
    return countByKind(emptied);
  };

  return {
    /** Removes a person, even the last admin. They have no access from the next request on. */
    async person({ mspId }: MspScope, { memberId, email, identityHash, codeHash }: Member): Promise<RemovedCounts> {
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

    /** Stops the runs of a tenant: no schedule starts one any more, and one that is under way writes nothing more. */
    async halt(scope: TenantScope, { connectionId }: Connection): Promise<void> {
      for (const kind of RunKind.options) {
        await directoryDue(table).unschedule(scope, connectionId, kind);
        await leases(table).revoke(scope, kind);
      }
    },

    /**
     * Deletes everything that was read of a tenant, with its runs and its mail. The leases stay, so that a run under
     * way still finds that it has lost the tenant.
     */
    async tenant(scope: TenantScope, { connectionId, mailboxes }: Connection): Promise<readonly RemovedCounts[]> {
      const { mspId, tenantId } = scope;
      const ofConnection = `MSP#${mspId}#CONNECTION#${connectionId}`;
      const counts = [await emptyPartition(`MSP#${mspId}#TENANT#${tenantId}`, ({ sk }) => sk.startsWith('LEASE#'))];
      for (const { sk } of (await keysInPartition(table, ofConnection)).filter((key) => key.sk.startsWith('RUN#')))
        counts.push(await emptyPartition(`MSP#${mspId}#${sk}`));
      for (const { mailboxId } of mailboxes) counts.push(await emptyPartition(`${ofConnection}#MAILBOX#${mailboxId}`));
      return [...counts, await emptyPartition(ofConnection)];
    },

    /** Deletes the leases of a tenant, when nothing else is left of it. */
    leases: ({ mspId, tenantId }: TenantScope): Promise<RemovedCounts> =>
      emptyPartition(`MSP#${mspId}#TENANT#${tenantId}`),

    /** Deletes the mail and meetings that are stored for a customer. */
    customer: ({ mspId }: MspScope, customerId: CustomerId): Promise<RemovedCounts> =>
      emptyPartition(`MSP#${mspId}#CUSTOMER#${customerId}`),

    /**
     * Deletes everything else: the MSP's other records, then its directory entries, and last the MSP itself. Its
     * receipt stays.
     */
    async rest({ mspId }: MspScope): Promise<RemovedCounts> {
      const emptied = await emptyPartition(`MSP#${mspId}`, ({ sk }) => sk === 'MSP' || sk === removalKey);
      await databaseCall(() => expiryEntity(table).delete({ mspId, holder: 'publisher-app' }).go());
      await databaseCall(() => mspListingEntity(table).delete({ mspId }).go());
      const last = await emptyPartition(`MSP#${mspId}`, ({ sk }) => sk === removalKey);
      return { ...emptied, ...last };
    },
  };
};
