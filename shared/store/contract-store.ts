import { addSeconds, dateOf, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { ContractId, type CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { seatsOn } from '#shared/licensing/billed-periods.ts';
import {
  ContractPointer,
  ContractRow,
  type ContractSku,
  contractPointerEntity,
  contractRowEntity,
} from './contract-record.ts';
import { allPages, consistent, databaseCall } from './electrodb.ts';
import type { Table } from './table.ts';
import { deleteWrite, putWrite, type TransactionWrite, writeTransaction } from './transaction-writes.ts';

/** The version in force, with all its rows. */
export interface StoredContract {
  readonly pointer: ContractPointer;
  /** Sorted by name. `seats`: those that are billed on the day of the read. */
  readonly skus: readonly (ContractSku & { readonly seats: number })[];
}

const maxWritesPerTransaction = 25;
const maxReads = 5;
/**
 * Rows that are older than this and belong to no version in force were left by a request that was cut short: no request
 * runs this long.
 */
const abandonedAfterSeconds = 15 * 60;

/** What the PSA bills each customer for: the rows of each version, and one pointer that names the version in force. */
export interface Contracts {
  pointerOf(scope: MspScope, customerId: CustomerId): Promise<ContractPointer | undefined>;

  /** Undefined where no contract was ever stored. A version that is replaced while it is read is read again. */
  inForce(scope: MspScope, customerId: CustomerId): Promise<StoredContract | undefined>;

  /**
   * Replaces the version that was read as `before`. The rows of the new version are written first, then the pointer,
   * in one conditional write. Until then the old version is in force. Where that write is refused (`RecordChanged`),
   * the new rows are deleted.
   */
  replace(
    scope: MspScope,
    customerId: CustomerId,
    before: ContractPointer | undefined,
    billed: { readonly source: ContractPointer['source']; readonly skus: readonly ContractSku[] },
  ): Promise<StoredContract>;

  /** Deletes every version of a customer that is removed. The pointer goes first, so that no version is in force. */
  deleteAll(scope: MspScope, customerId: CustomerId): Promise<void>;
}

export const contracts = (table: Table): Contracts => {
  const [pointers, rows] = [contractPointerEntity(table), contractRowEntity(table)];

  const pointerOf = async ({ mspId }: MspScope, customerId: CustomerId): Promise<ContractPointer | undefined> => {
    const { data } = await databaseCall(() => pointers.get({ mspId, customerId }).go(consistent));
    return data === null ? undefined : ContractPointer.parse(data);
  };

  /** The rows of one version, or of all versions. */
  const rowsOf = async (
    { mspId }: MspScope,
    customerId: CustomerId,
    contractId?: ContractId,
  ): Promise<readonly ContractRow[]> => {
    const key = contractId === undefined ? { mspId, customerId } : { mspId, customerId, contractId };
    const { data } = await databaseCall(() => rows.query.record(key).go(allPages));
    return data.map((item) => ContractRow.parse(item));
  };

  const write = async (writes: readonly TransactionWrite[]): Promise<void> => {
    for (let from = 0; from < writes.length; from += maxWritesPerTransaction) {
      await writeTransaction(table, writes.slice(from, from + maxWritesPerTransaction));
    }
  };

  const deleteRows = (unwanted: readonly ContractRow[]): Promise<void> =>
    write(
      unwanted.map(({ mspId, customerId, contractId, skuId }) =>
        deleteWrite(rows.delete({ mspId, customerId, contractId, skuId })),
      ),
    );

  /** Puts a new version in force, atomically. */
  const putInForce = async (before: ContractPointer | undefined, pointer: ContractPointer): Promise<void> => {
    await databaseCall(() =>
      before === undefined
        ? pointers.create(pointer).go()
        : pointers
            .put(pointer)
            .where(({ revision }, { eq }) => eq(revision, before.revision))
            .go(),
    );
  };

  return {
    pointerOf,

    async inForce(scope, customerId) {
      for (let read = 0; read < maxReads; read += 1) {
        const pointer = await pointerOf(scope, customerId);
        if (pointer === undefined) return undefined;
        const billed = await rowsOf(scope, customerId, pointer.contractId);
        if (billed.length !== pointer.rows) continue;
        const today = dateOf(table.clock.now());
        const skus = billed.map(({ skuId, partNumber, name, periods }) => ({
          skuId,
          partNumber,
          name,
          seats: seatsOn(periods, today),
          periods,
        }));
        return { pointer, skus: skus.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
      }
      throw new AppError('StoreUnavailable', `the contract of ${customerId} changed each time that it was read`);
    },

    async replace(scope, customerId, before, billed) {
      const now = table.clock.now();
      const own = {
        mspId: scope.mspId,
        customerId,
        contractId: ContractId.parse(table.newId('ctr')),
        storedAt: instantOf(now),
      };
      const written = billed.skus.map((sku) => ContractRow.parse({ ...sku, ...own }));
      const pointer: ContractPointer = {
        ...own,
        source: billed.source,
        rows: written.length,
        revision: (before?.revision ?? 0) + 1,
      };
      try {
        await write(written.map((row) => putWrite(rows.put(row))));
        await putInForce(before, pointer);
      } catch (error) {
        // The response to a successful write may have been lost and its retry refused. The pointer itself shows whether
        // it was written.
        const current = await pointerOf(scope, customerId);
        if (current?.contractId !== own.contractId) {
          await deleteRows(written);
          throw error;
        }
      }
      const abandoned = instantOf(addSeconds(now, -abandonedAfterSeconds));
      const others = (await rowsOf(scope, customerId)).filter(({ contractId }) => contractId !== own.contractId);
      await deleteRows(
        others.filter(({ contractId, storedAt }) => contractId === before?.contractId || storedAt < abandoned),
      );
      const today = dateOf(now);
      return { pointer, skus: billed.skus.map((sku) => ({ ...sku, seats: seatsOn(sku.periods, today) })) };
    },

    async deleteAll(scope, customerId) {
      await databaseCall(() => pointers.delete({ mspId: scope.mspId, customerId }).go());
      await deleteRows(await rowsOf(scope, customerId));
    },
  };
};
