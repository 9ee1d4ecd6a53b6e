import type { z } from 'zod';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

export const finishBook = async (
  { kind, bookRunId }: z.output<typeof contract.input>,
  { bookRuns, recordUnaccounted }: Deps,
): Promise<z.output<typeof contract.output>> => {
  const { scheduled, finished, failed, skipped } = await bookRuns.finish(kind, bookRunId);
  recordUnaccounted(scheduled - finished - failed - skipped);
  return { bookRunId, kind, scheduled, finished, failed, skipped };
};
