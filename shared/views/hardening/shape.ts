import { z } from 'zod';
import { VerdictAnswer } from '../verdicts/shape.ts';

const Count = z.int().nonnegative();

/** How many items came out how. */
export const HardeningScore = z.object({
  pass: Count,
  warn: Count,
  fail: Count,
  notApplicable: Count,
  unknown: Count,
  /** Those that pass, of those that could be looked at and apply; null where there is none. Unknown is neither. */
  percent: z.number().nullable(),
});

const HardeningItem = VerdictAnswer.extend({
  area: z.string(),
  why: z.string(),
  action: z.object({ text: z.string(), url: z.string() }),
  impact: z.string(),
  references: z.array(z.string()),
});

export const HardeningView = z.object({
  score: HardeningScore,
  areas: z.array(z.object({ area: z.string(), title: z.string(), score: HardeningScore })),
  /** In the order of the areas. */
  items: z.array(HardeningItem),
  /** What cannot be read through Microsoft Graph, and where it is decided. */
  beyondGraph: z.array(z.object({ title: z.string(), where: z.string() })),
});
