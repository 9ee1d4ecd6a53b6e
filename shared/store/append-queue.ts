/**
 * The largest number of appends in one commit. DynamoDB takes 100 writes in a transaction, and the head is one of them.
 */
const atOnce = 50;

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
  const line: Waiting<Entry, Row>[] = [];
  let isBusy = false;

  const settle = async (together: readonly Waiting<Entry, Row>[]): Promise<void> => {
    try {
      const rows = await commit(together.map(({ entry }) => entry));
      for (const [at, { resolve, reject }] of together.entries()) {
        const row = rows[at];
        if (row === undefined) reject(new Error(`a commit of ${together.length} entries gave ${rows.length} rows`));
        else resolve(row);
      }
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  };
  const work = async (): Promise<void> => {
    isBusy = true;
    while (line.length > 0) await settle(line.splice(0, atOnce));
    isBusy = false;
  };

  return (entry: Entry): Promise<Row> =>
    new Promise((resolve, reject) => {
      line.push({ entry, resolve, reject });
      // Nothing of it can fail: what goes wrong is given to those who wait.
      if (!isBusy) void work();
    });
};
