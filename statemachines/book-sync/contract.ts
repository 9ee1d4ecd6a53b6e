import { z } from 'zod';
import { BookRunId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';

/** The input from the schedule. */
export const Input = z.strictObject({ kind: RunKind });

/** *scheduled = finished + failed + skipped*; where it does not hold, an alarm rings. */
export const Output = z.strictObject({
  bookRunId: BookRunId,
  kind: RunKind,
  scheduled: z.int().nonnegative(),
  finished: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
});
