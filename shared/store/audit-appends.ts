import { type Clock, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { appendQueue } from './append-queue.ts';
import { type AuditService, toSeqKey } from './audit-entity.ts';
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
}

export const auditAppends = (
  clock: Clock,
  service: AuditService,
  { headOf }: Pick<AuditReads, 'headOf'>,
): AuditAppends => {
  /** One attempt: the head advances and the rows are put in one transaction. */
  const attempt = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> => {
    const { mspId } = scope;
    const before = await headOf(scope);
    const added: AuditRow[] = [];
    let { seq, hash } = before;
    for (const entry of entries) {
      seq += 1;
      const row = nextAuditRow(entry, { mspId, seq, at: instantOf(clock.now()), prevHash: hash });
      hash = row.hash;
      added.push(row);
    }
    const { canceled } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          entities.head
            .put({ mspId, seq, hash })
            .where((head, { eq, notExists }) => (before.seq === 0 ? notExists(head.seq) : eq(head.seq, before.seq)))
            .commit(),
          ...added.map((row) => entities.row.create({ ...row, seqKey: toSeqKey(row.seq) }).commit()),
        ])
        .go(),
    );
    if (canceled) throw new AppError('RecordChanged', 'another writer has moved the head of the audit log');
    return added;
  };

  const commit = async (scope: MspScope, entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> => {
    try {
      return await retryOnConflict(() => attempt(scope, entries), headConflicts);
    } catch (cause) {
      throw new AppError('AuditUnavailable', 'the audit row could not be written within 5 s', {}, { cause });
    }
  };
  const queues = new Map<MspId, ReturnType<typeof appendQueue<AuditEntry, AuditRow>>>();
  const queueOf = (scope: MspScope) => {
    const queue = queues.get(scope.mspId) ?? appendQueue((entries) => commit(scope, entries));
    queues.set(scope.mspId, queue);
    return queue;
  };

  return {
    async append(scope, entry) {
      AuditEntry.parse(entry);
      return queueOf(scope)(entry);
    },
  };
};
