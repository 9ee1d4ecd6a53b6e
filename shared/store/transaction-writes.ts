import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { AppError } from '#shared/kernel/errors.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import { databaseCall } from './electrodb.ts';
import { refusedByCondition, type Table } from './table.ts';

export type TransactionWrite = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DynamoDB takes 100 writes and 4 MB in one transaction. Most facts are small, but a few are not. */
const maxWritesPerTransaction = 40;

/** The put or delete that ElectroDB would send, as part of a transaction. */
export const putWrite = (put: { params(): unknown }): TransactionWrite => ({
  Put: put.params() as NonNullable<TransactionWrite['Put']>,
});
export const deleteWrite = (remove: { params(): unknown }): TransactionWrite => ({
  Delete: remove.params() as NonNullable<TransactionWrite['Delete']>,
});

/**
 * Writes transactions under a guard. The first one after a newer run has claimed the record throws `Fenced` and writes
 * nothing. Earlier transactions stay: the newer run writes or removes the same items. The writes of one group go into
 * one transaction. A write whose own condition is not met throws `RecordChanged`.
 */
export const writeFenced = async (
  table: Table,
  guard: TransactionWrite,
  writes: readonly (TransactionWrite | readonly TransactionWrite[])[],
): Promise<void> => {
  for (const batch of pack(writes.map((each) => ('length' in each ? each : [each])))) {
    await databaseCall(async () => {
      try {
        await transact(table, [guard, ...batch]);
      } catch (error) {
        if (!isRefusedAfterGuard(error)) throw error;
        throw new AppError('RecordChanged', 'somebody else wrote one of these records first', {}, { cause: error });
      }
    }, 'Fenced');
  }
};

/** Packs groups into transactions, in their order. A group that is larger than a transaction's limit stays alone. */
const pack = (groups: readonly (readonly TransactionWrite[])[]): TransactionWrite[][] => {
  const packs: TransactionWrite[][] = [];
  for (const group of groups) {
    const last = packs.at(-1);
    if (last === undefined || last.length + group.length > maxWritesPerTransaction) packs.push([...group]);
    else last.push(...group);
  }
  return packs;
};

/** DynamoDB lists its reasons in the order of the writes, and the guard is the first. */
const isRefusedAfterGuard = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  refusedByCondition(error) &&
  error.CancellationReasons?.[0]?.Code !== 'ConditionalCheckFailed';

/** Writes all or none, at most 100. Throws `RecordChanged` where one of their conditions is not met. */
export const writeTransaction = (table: Table, writes: readonly TransactionWrite[]): Promise<void> =>
  databaseCall(() => transact(table, [...writes]));

const transact = async (table: Table, items: TransactionWrite[]): Promise<void> => {
  const send = () => table.client.send(new TransactWriteCommand({ TransactItems: items }));
  await retryOnConflict(send, transactionConflicts);
};

const isTransactionConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons?.every(({ Code }) => Code === 'None' || Code === 'TransactionConflict') ?? false);

// DynamoDB cancels one of two transactions that write the same item at once. That is not a refused condition.
const transactionConflicts = {
  maxAttempts: 5,
  firstPauseMilliseconds: 5,
  isConflict: isTransactionConflict,
} as const;
