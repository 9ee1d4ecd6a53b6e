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

const counted = (keys: readonly KindedKey[]): RemovedCounts => {
  const counts: RemovedCounts = {};
  for (const { __edb_e__: kind } of keys) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/**
 * The parts of an MSP, each removed whole and counted by kind. Partitions are emptied whatever stores wrote there. Each part may be asked for again: what is gone
 * counts nothing.
 */
export const mspDeletion = (table: Table) => {
  const empty = async (partition: string, stays: (key: KindedKey) => boolean = () => false): Promise<RemovedCounts> => {
    const gone = (await keysInPartition(table, partition)).filter((key) => !stays(key));
    await deleteItems(table, gone);
    return counted(gone);
  };

  return {
    /** The person is nobody from the next request on, the last admin too. */
    async person({ mspId }: MspScope, { memberId, email, identityHash, codeHash }: Member): Promise<RemovedCounts> {
      const service = membershipService(table);
      const done = await commit(
        service.transaction.write((batch) => [
          batch.member.delete({ mspId, memberId }).commit(),
          batch.email.delete({ mspId, email }).commit(),
          batch.invitation.delete({ hash: emailHash(email), mspId }).commit(),
          ...(identityHash === null ? [] : [batch.identity.delete({ hash: identityHash, kind: 'bound' }).commit()]),
          ...(codeHash === null ? [] : [batch.identity.delete({ hash: codeHash, kind: 'code' }).commit()]),
        ]),
      );
      if (!done) throw new AppError('RecordChanged', 'a member was changed by somebody else just now');
      return { member: 1 };
    },

    /** No schedule starts a reading any more, and one under way writes nothing more. */
    async halt(scope: TenantScope, { connectionId }: Connection): Promise<void> {
      for (const kind of RunKind.options) {
        await directoryDue(table).unschedule(scope, connectionId, kind);
        await leases(table).revoke(scope, kind);
      }
    },

    /** All that was read of a tenant, with its runs and its mail. The leases stay, so that a reading under way goes on finding that it has ended. */
    async tenant(scope: TenantScope, { connectionId, mailboxes }: Connection): Promise<readonly RemovedCounts[]> {
      const { mspId, tenantId } = scope;
      const ofConnection = `MSP#${mspId}#CONNECTION#${connectionId}`;
      const counts = [await empty(`MSP#${mspId}#TENANT#${tenantId}`, ({ sk }) => sk.startsWith('LEASE#'))];
      for (const { sk } of (await keysInPartition(table, ofConnection)).filter((key) => key.sk.startsWith('RUN#')))
        counts.push(await empty(`MSP#${mspId}#${sk}`));
      for (const { mailboxId } of mailboxes) counts.push(await empty(`${ofConnection}#MAILBOX#${mailboxId}`));
      return [...counts, await empty(ofConnection)];
    },

    /** The leases of a tenant, when nothing else is left of it. */
    leases: ({ mspId, tenantId }: TenantScope): Promise<RemovedCounts> => empty(`MSP#${mspId}#TENANT#${tenantId}`),

    /** Mail and meetings that are kept for a customer. */
    customer: ({ mspId }: MspScope, customerId: CustomerId): Promise<RemovedCounts> =>
      empty(`MSP#${mspId}#CUSTOMER#${customerId}`),

    /** Everything else, the MSP itself last, and its place in the directories. Its receipt stays. */
    async rest({ mspId }: MspScope): Promise<RemovedCounts> {
      const gone = await empty(`MSP#${mspId}`, ({ sk }) => sk === 'MSP' || sk === removalKey);
      await databaseCall(() => expiryEntity(table).delete({ mspId, holder: 'publisher-app' }).go());
      await databaseCall(() => mspListingEntity(table).delete({ mspId }).go());
      const last = await empty(`MSP#${mspId}`, ({ sk }) => sk === removalKey);
      return { ...gone, ...last };
    },
  };
};
