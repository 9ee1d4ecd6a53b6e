import { unknownOutcome } from '#shared/kernel/audit-outcome.ts';
import { type Clock, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { appendQueue } from './append-queue.ts';
import { type AuditHead, type AuditService, toSeqKey } from './audit-entity.ts';
import { effectOnPair, type OpenPair, pairKeyOf } from './audit-pair.ts';
import type { AuditReads } from './audit-reads.ts';
import { AuditEntry, type AuditRow, nextAuditRow } from './audit-row.ts';
import { databaseCall } from './electrodb.ts';

/**
 * Many writers compete for the next number of a chain. A pause that grows fast wastes few attempts when two hundred
 * write at once. `npm run bench:audit` measures it.
 */
const headConflicts = {
  maxAttempts: 100,
  maxMilliseconds: 5_000,
  firstPauseMilliseconds: 50,
  pauseGrowth: 4,
  longestPauseMilliseconds: 1_600,
} as const;

/** What is added to an audit log. */
export interface AuditAppends {
  /**
   * Appends a row before what it describes is disclosed. Throws `AuditUnavailable` after 5 s: the caller must not
   * continue.
   */
  append(scope: MspScope, entry: AuditEntry): Promise<AuditRow>;

  /** Appends the outcome `unknown` if the pair is still open. Undefined if it was completed in the meantime. */
  appendUnknown(scope: MspScope, pair: OpenPair): Promise<AuditRow | undefined>;
}

export const auditAppends = (
  clock: Clock,
  service: AuditService,
  { headOf }: Pick<AuditReads, 'headOf'>,
): AuditAppends => {
  /** One attempt: the head advances, the rows are put, and their pairs are opened or completed in one transaction. */
  const attempt = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> => {
    const before = await headOf(scope);
    const added = rowsAfter(before, entries, instantOf(clock.now()));
    const { canceled } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          headWrite(entities, before, added.at(-1) ?? before),
          ...added.map((row) => rowWrite(entities, row)),
          ...lastOfEachPair(added).flatMap((row) => pairWrites(entities, row)),
        ])
        .go(),
    );
    if (canceled) throw new AppError('RecordChanged', 'another writer has moved the head of the audit log');
    return added;
  };

  const attemptUnknown = async (scope: MspScope, pair: OpenPair): Promise<AuditRow | undefined> => {
    const before = await headOf(scope);
    const [row] = rowsAfter(before, [{ ...entryOf(pair), outcome: unknownOutcome }], instantOf(clock.now()));
    if (row === undefined) return undefined;
    const { mspId, pairKey } = pair;
    const { canceled, data } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          headWrite(entities, before, row),
          rowWrite(entities, row),
          // Unlike `delete`, `remove` requires that the item exists.
          entities.open.remove({ mspId, pairKey }).commit(),
        ])
        .go(),
    );
    if (!canceled) return row;
    if (data.at(-1)?.code === 'ConditionalCheckFailed') return undefined;
    throw new AppError('RecordChanged', 'another writer has moved the head of the audit log');
  };

  const queues = new Map<MspId, ReturnType<typeof appendQueue<AuditEntry, AuditRow>>>();
  const queueOf = (scope: MspScope) => {
    const queue = queues.get(scope.mspId) ?? appendQueue((entries) => inTime(() => attempt(scope, entries)));
    queues.set(scope.mspId, queue);
    return queue;
  };

  return {
    async append(scope, entry) {
      AuditEntry.parse(entry);
      return queueOf(scope)(entry);
    },

    appendUnknown: (scope, pair) => inTime(() => attemptUnknown(scope, pair)),
  };
};

const inTime = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  try {
    return await retryOnConflict(attempt, headConflicts);
  } catch (cause) {
    throw new AppError('AuditUnavailable', 'the audit row could not be written within 5 s', {}, { cause });
  }
};

const rowsAfter = (before: AuditHead, entries: readonly AuditEntry[], at: string): readonly AuditRow[] => {
  const added: AuditRow[] = [];
  let { seq, hash } = before;
  for (const entry of entries) {
    seq += 1;
    const row = nextAuditRow(entry, { mspId: before.mspId, seq, at, prevHash: hash });
    hash = row.hash;
    added.push(row);
  }
  return added;
};

type Entities = Parameters<Parameters<AuditService['transaction']['write']>[0]>[0];

const headWrite = (entities: Entities, before: AuditHead, { mspId, seq, hash }: AuditHead) =>
  entities.head
    .put({ mspId, seq, hash })
    .where((head, { eq, notExists }) => (before.seq === 0 ? notExists(head.seq) : eq(head.seq, before.seq)))
    .commit();

const rowWrite = (entities: Entities, row: AuditRow) =>
  entities.row.create({ ...row, seqKey: toSeqKey(row.seq) }).commit();

/** A transaction may write an item once, so the last row of a pair decides. */
const lastOfEachPair = (rows: readonly AuditRow[]): readonly AuditRow[] => [
  ...new Map(rows.map((row) => [pairKeyOf(row), row])).values(),
];

const pairWrites = (entities: Entities, row: AuditRow) => {
  const { mspId } = row;
  const pairKey = pairKeyOf(row);
  const effect = effectOnPair(row);
  if (effect === 'opens') return [entities.open.put({ ...entryOf(row), mspId, pairKey, at: row.at }).commit()];
  return effect === 'completes' ? [entities.open.delete({ mspId, pairKey }).commit()] : [];
};

const entryOf = <Action extends string>(
  entry: Omit<AuditEntry, 'action' | 'outcome'> & { readonly action: Action },
) => {
  const { action, memberId, target, customerId, mailboxId, reason, requestId } = entry;
  return { action, memberId, target, customerId, mailboxId, reason, requestId };
};
