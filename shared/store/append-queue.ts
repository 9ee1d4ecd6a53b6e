/**
 * The largest number of appends in one commit. DynamoDB takes 100 writes in a transaction: the head, and for each
 * append the row and its pair.
 */
const maxBatchSize = 49;

interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Queues the appends of one process to one chain and commits them in batches, so that a process never competes with
 * itself for the head of the chain. Each append ends with its batch, in the order of arrival.
 */
export const appendQueue = <Entry>(commit: (entries: readonly Entry[]) => Promise<void>) => {
  const queue: Waiting<Entry>[] = [];
  let isBusy = false;

  const commitBatch = async (batch: readonly Waiting<Entry>[]): Promise<void> => {
    try {
      await commit(batch.map(({ entry }) => entry));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const drain = async (): Promise<void> => {
    isBusy = true;
    while (queue.length > 0) await commitBatch(queue.splice(0, maxBatchSize));
    isBusy = false;
  };

  return (entry: Entry): Promise<void> =>
    new Promise((resolve, reject) => {
      queue.push({ entry, resolve, reject });
      // It cannot reject: a failure is passed to the waiting callers.
      if (!isBusy) void drain();
    });
};
