import { z } from 'zod';
import { Seen } from '#shared/book/seen.ts';
import { VerdictAnswer } from '../verdicts/shape.ts';

const Count = z.int().nonnegative();

/** The number of items by verdict. */
export const HardeningScore = z.object({
  pass: Count,
  warn: Count,
  fail: Count,
  notApplicable: Count,
  unknown: Count,
  /** The items that apply, and those that were judged. Show it beside the percentage. */
  seen: Seen,
  /** The share of passing items among those that pass, warn or fail; null if there are none. */
  percent: z.number().nullable(),
});
HardeningScore.register(z.globalRegistry, {
  id: 'HardeningScore',
  description: 'The number of items of a checklist by verdict.',
  example: { pass: 12, warn: 3, fail: 5, notApplicable: 2, unknown: 1, percent: 60, seen: { of: 21, judged: 20 } },
});

const HardeningItem = VerdictAnswer.extend({
  area: z.string(),
  why: z.string(),
  /** `url` opens the place in the worst tenant; null if no tenant is connected. */
  action: z.object({ text: z.string(), url: z.string().nullable() }),
  impact: z.string(),
  references: z.array(z.string()),
});

export const HardeningView = z.object({
  score: HardeningScore,
  areas: z.array(z.object({ area: z.string(), title: z.string(), score: HardeningScore })),
  /** In the order of the areas. */
  items: z.array(HardeningItem),
  /** Settings that Microsoft Graph does not expose, and where to check them. */
  beyondGraph: z.array(z.object({ title: z.string(), where: z.string() })),
});
HardeningView.register(z.globalRegistry, { id: 'Hardening', description: 'The hardening checklist of a customer.' });
