import type { z } from 'zod';
import type { BookRuns } from '#shared/store/book-run-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly bookRuns: Pick<BookRuns, 'finish'>;
  /** Raises an alarm unless zero: a connection was scheduled and its outcome is unknown. */
  recordUnaccounted(connections: number): void;
}

export const finishBook = async (
  { kind, bookRunId }: z.output<typeof contract.input>,
  { bookRuns, recordUnaccounted }: Deps,
): Promise<z.output<typeof contract.output>> => {
  const { scheduled, finished, failed, skipped } = await bookRuns.finish(kind, bookRunId);
  recordUnaccounted(scheduled - finished - failed - skipped);
  return { bookRunId, kind, scheduled, finished, failed, skipped };
};
