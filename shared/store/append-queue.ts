/**
 * The largest number of appends in one commit. DynamoDB takes 100 writes in a transaction: the head, and for each
 * append the row and its pair.
 */
const maxBatchSize = 49;

interface Waiting<Entry, Row> {
  readonly entry: Entry;
  readonly resolve: (row: Row) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Queues the appends of one process to one chain and commits them in batches, so that a process never competes with
 * itself for the head of the chain. Each append gets its own row, in the order of arrival, or the failure of its batch.
 */
export const appendQueue = <Entry, Row>(commit: (entries: readonly Entry[]) => Promise<readonly Row[]>) => {
  const queue: Waiting<Entry, Row>[] = [];
  let isBusy = false;

  const commitBatch = async (batch: readonly Waiting<Entry, Row>[]): Promise<void> => {
    try {
      const rows = await commit(batch.map(({ entry }) => entry));
      for (const [at, { resolve, reject }] of batch.entries()) {
        const row = rows[at];
        if (row === undefined) reject(new Error(`a commit of ${batch.length} entries gave ${rows.length} rows`));
        else resolve(row);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const drain = async (): Promise<void> => {
    isBusy = true;
    while (queue.length > 0) await commitBatch(queue.splice(0, maxBatchSize));
    isBusy = false;
  };

  return (entry: Entry): Promise<Row> =>
    new Promise((resolve, reject) => {
      queue.push({ entry, resolve, reject });
      // It cannot reject: a failure is passed to the waiting callers.
      if (!isBusy) void drain();
    });
};
