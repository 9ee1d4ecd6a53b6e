import type { z } from 'zod';
import type { Outcome } from '#shared/kernel/run.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

/** Counts the outcomes of the runs of a page. */
export const tallyPage = async (
  { kind, bookRunId, page, outcomes }: z.output<typeof contract.input>,
  { bookRuns }: Deps,
): Promise<{ page: number }> => {
  const count = (wanted: Outcome): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  await bookRuns.recordTally(kind, bookRunId, page, {
    finished: count('finished'),
    failed: count('failed'),
    skipped: count('skipped'),
  });
  return { page: page + 1 };
};
