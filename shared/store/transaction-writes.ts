import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { AppError } from '#shared/kernel/errors.ts';
import { databaseCall } from './electrodb.ts';
import { refusedByCondition, type Table } from './table.ts';

export type TransactionWrite = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DynamoDB takes 100 writes and 4 MB in one transaction; facts are small, a few are not. */
const writesAtOnce = 40;
const conflictsAtMost = 5;

/** What ElectroDB would send for a put or a delete, as part of a transaction. */
export const putWrite = (put: { params(): unknown }): TransactionWrite => ({
  Put: put.params() as NonNullable<TransactionWrite['Put']>,
});
export const deleteWrite = (remove: { params(): unknown }): TransactionWrite => ({
  Delete: remove.params() as NonNullable<TransactionWrite['Delete']>,
});

/**
 * Writes under a guard, transaction by transaction: the first after a newer run has announced itself throws `Fenced`, and nothing of it is written. What
 * transactions before it wrote stays, and is the same that the newer run writes or removes. Writes that stand in one group go in one transaction. A write
 * whose own condition refuses it throws `RecordChanged`.
 */
export const writeFenced = async (
  table: Table,
  guard: TransactionWrite,
  writes: readonly (TransactionWrite | readonly TransactionWrite[])[],
): Promise<void> => {
  for (const together of packed(writes.map((each) => ('length' in each ? each : [each])))) {
    await databaseCall(async () => {
      try {
        await transact(table, [guard, ...together]);
      } catch (error) {
        if (!refusedBehindGuard(error)) throw error;
        throw new AppError('RecordChanged', 'somebody else wrote one of these records first', {}, { cause: error });
      }
    }, 'Fenced');
  }
};

/** As many groups to a transaction as fit, in their order; a group alone may be larger. */
const packed = (groups: readonly (readonly TransactionWrite[])[]): TransactionWrite[][] => {
  const packs: TransactionWrite[][] = [];
  for (const group of groups) {
    const last = packs.at(-1);
    if (last === undefined || last.length + group.length > writesAtOnce) packs.push([...group]);
    else last.push(...group);
  }
  return packs;
};

/** DynamoDB gives its reasons in the order of the writes, of which the guard is the first. */
const refusedBehindGuard = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  refusedByCondition(error) &&
  error.CancellationReasons?.[0]?.Code !== 'ConditionalCheckFailed';

/** All of them or none; `RecordChanged` where a condition of theirs refuses. At most 100. */
export const writeTransaction = (table: Table, writes: readonly TransactionWrite[]): Promise<void> =>
  databaseCall(() => transact(table, [...writes]));

// Two transactions that meet in one item are no refusal: DynamoDB cancels one, and it is tried again.
const transact = async (table: Table, items: TransactionWrite[], attempt = 1): Promise<void> => {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: items }));
  } catch (error) {
    if (!isConflict(error) || attempt === conflictsAtMost) throw error;
    await transact(table, items, attempt + 1);
  }
};

const isConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons?.every(({ Code }) => Code === 'None' || Code === 'TransactionConflict') ?? false);
