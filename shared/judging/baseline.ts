import { z } from 'zod';
import { addDays, Instant, instantOf } from '#shared/kernel/clock.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { FindingOutcome } from './judge.ts';

/**
 * The baseline of a finding in a tenant: what the first complete reading finds is not new (rules 43). It is kept for
 * each finding, because the surfaces of a tenant are completely read at different times.
 */
export const Baseline = z.object({
  /** When the finding was first judged on at least one subject; null before. */
  since: Instant.nullable(),
  /** Whether a complete reading was judged. From then on it stays true. */
  isComplete: z.boolean(),
});
export type Baseline = z.output<typeof Baseline>;

export const noBaseline: Baseline = { since: null, isComplete: false };

/** Every mailbox is read within this many days (rules 21). What then still cannot be read no longer keeps it open. */
const longestDays = 7;

const isCompleteReading = ({ finding, verdict, isPartial }: FindingOutcome, posture: Posture): boolean =>
  verdict !== 'unknown' && !isPartial && finding.requires.every((id) => posture.state(id).state === 'ok');

/** The baseline after an evaluation. */
export const nextBaseline = (before: Baseline, outcome: FindingOutcome, posture: Posture): Baseline => {
  if (before.isComplete) return before;
  const isComplete = isCompleteReading(outcome, posture);
  const since = before.since ?? (isComplete || outcome.assessed > 0 ? instantOf(posture.now) : null);
  const isOver = since !== null && posture.now >= addDays(new Date(since), longestDays);
  return { since, isComplete: isComplete || isOver };
};
