import type { z } from 'zod';
import type { bookRuns } from '#shared/store/book-run-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly bookRuns: Pick<ReturnType<typeof bookRuns>, 'finish'>;
  /** An alarm rings where it is not nought: a connection was scheduled and nobody knows what became of it. */
  noteUnaccounted(connections: number): void;
}

export const finishBook = async (
  { kind, bookRunId }: z.output<typeof contract.input>,
  { bookRuns, noteUnaccounted }: Deps,
): Promise<z.output<typeof contract.output>> => {
  const { scheduled, finished, failed, skipped } = await bookRuns.finish(kind, bookRunId);
  noteUnaccounted(scheduled - finished - failed - skipped);
  return { bookRunId, kind, scheduled, finished, failed, skipped };
};
