import { unknownOutcome } from '#shared/kernel/audit-outcome.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { appendInTurn } from './append-in-turn.ts';
import { appendQueue } from './append-queue.ts';
import type { AuditService } from './audit-entity.ts';
import type { OpenPair } from './audit-pair.ts';
import type { AuditReads } from './audit-reads.ts';
import { AuditEntry } from './audit-row.ts';
import { chainWrites, entryOf, headMoved, headWrite, rowsAfter, rowWrite } from './audit-transaction.ts';
import { WaitingEntry } from './audit-waiting.ts';
import { consistent, databaseCall } from './electrodb.ts';
import type { Table } from './table.ts';

const headConflicts = { maxAttempts: 100, maxMilliseconds: 5_000, firstPauseMilliseconds: 50 } as const;

/** DynamoDB takes 100 writes in a transaction: the head, and for each waiting entry itself, its row and its pair. */
const maxWaitingBatch = 33;

/** What is added to an audit log. */
export interface AuditAppends {
  /**
   * Resolves when the row is appended, before what it describes is disclosed. Throws `AuditUnavailable` after 5 s: the
   * caller must not continue. The row may then still be appended.
   */
  append(scope: MspScope, entry: AuditEntry): Promise<void>;

  /** Appends the outcome `unknown` if the pair is still open. Returns whether it was. */
  appendUnknown(scope: MspScope, pair: OpenPair): Promise<boolean>;

  /** Appends the entries whose writers ended while they waited. */
  appendWaiting(scope: MspScope): Promise<void>;
}

export const auditAppends = (
  { clock, newId }: Pick<Table, 'clock' | 'newId'>,
  service: AuditService,
  { headOf }: Pick<AuditReads, 'headOf'>,
): AuditAppends => {
  /** The head advances, the rows are put, and their pairs are opened or completed in one transaction. */
  const appendAtOnce = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<void> => {
    const before = await headOf(scope);
    const added = rowsAfter(before, entries, instantOf(clock.now()));
    const write = service.transaction.write((entities) => chainWrites(entities, before, added));
    if ((await databaseCall(() => write.go())).canceled) throw headMoved();
  };

  /** Stores the entries, so that whoever moves the head next appends them. */
  const wait = async ({ mspId }: MspScope, entries: readonly AuditEntry[]): Promise<readonly string[]> => {
    const waiting = entries.map((entry) => ({ ...entry, mspId, waitingId: newId('row') }));
    // A transaction for one entry too: its token keeps a call that the SDK repeats from storing the entry again after
    // another writer has appended it.
    const write = service.transaction.write((entities) =>
      waiting.map((each) => entities.waiting.create(each).commit()),
    );
    if ((await databaseCall(() => write.go())).canceled) throw headMoved();
    return waiting.map(({ waitingId }) => waitingId).toSorted();
  };

  const oldestWaiting = async ({ mspId }: MspScope, count: number): Promise<readonly WaitingEntry[]> => {
    const { data } = await databaseCall(() =>
      service.entities.waiting.query.record({ mspId }).go({ ...consistent, limit: count, count }),
    );
    return data.map((item) => WaitingEntry.parse(item));
  };

  /** Appends the entries that have waited longest, and returns them. */
  const appendOldest = async (scope: MspScope): Promise<readonly WaitingEntry[]> => {
    const [before, waiting] = await Promise.all([headOf(scope), oldestWaiting(scope, maxWaitingBatch)]);
    if (waiting.length === 0) return [];
    const added = rowsAfter(before, waiting, instantOf(clock.now()));
    const write = service.transaction.write((entities) => [
      ...chainWrites(entities, before, added),
      ...waiting.map(({ mspId, waitingId }) => entities.waiting.remove({ mspId, waitingId }).commit()),
    ]);
    if ((await databaseCall(() => write.go())).canceled) throw headMoved();
    return waiting;
  };

  const commit = (scope: MspScope, entries: readonly AuditEntry[]): Promise<void> =>
    orUnavailable(async () => {
      try {
        await appendAtOnce(scope, entries);
      } catch (error) {
        if (!isAppError(error, 'RecordChanged')) throw error;
        const own = await wait(scope, entries);
        await appendInTurn(own, {
          oldest: async () => (await oldestWaiting(scope, 1))[0]?.waitingId,
          appendOldest: async () => (await appendOldest(scope)).at(-1)?.waitingId,
        });
      }
    });

  const attemptUnknown = async (scope: MspScope, pair: OpenPair): Promise<boolean> => {
    const before = await headOf(scope);
    const [row] = rowsAfter(before, [{ ...entryOf(pair), outcome: unknownOutcome }], instantOf(clock.now()));
    if (row === undefined) return false;
    const { mspId, pairKey } = pair;
    const write = service.transaction.write((entities) => [
      headWrite(entities, before, row),
      rowWrite(entities, row),
      // Unlike `delete`, `remove` requires that the item exists.
      entities.open.remove({ mspId, pairKey }).commit(),
    ]);
    const { canceled, data } = await databaseCall(() => write.go());
    if (!canceled) return true;
    if (data.at(-1)?.code === 'ConditionalCheckFailed') return false;
    throw headMoved();
  };

  const queues = new Map<MspId, ReturnType<typeof appendQueue<AuditEntry>>>();
  const queueOf = (scope: MspScope) => {
    const queue = queues.get(scope.mspId) ?? appendQueue<AuditEntry>((entries) => commit(scope, entries));
    queues.set(scope.mspId, queue);
    return queue;
  };

  return {
    async append(scope, entry) {
      AuditEntry.parse(entry);
      return queueOf(scope)(entry);
    },

    appendUnknown: (scope, pair) =>
      orUnavailable(() => retryOnConflict(() => attemptUnknown(scope, pair), headConflicts)),

    appendWaiting: (scope) =>
      orUnavailable(async () => {
        while ((await retryOnConflict(() => appendOldest(scope), headConflicts)).length === maxWaitingBatch);
      }),
  };
};

const orUnavailable = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('AuditUnavailable', 'the audit row could not be written within 5 s', {}, { cause });
  }
};
