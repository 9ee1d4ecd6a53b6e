import { z } from 'zod';
import { SubjectAnswer } from '#shared/api/subject-answer.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { Severity, VerdictKind } from '#shared/kernel/verdict.ts';

export const VerdictAnswer = z.object({
  findingId: z.string(),
  title: z.string(),
  /** What is wrong, if the verdict is warn or fail. */
  problem: z.string().nullable(),
  verdict: VerdictKind,
  reason: z.string(),
  /** The severity of the worst failing subject; null if none fails. */
  severity: Severity.nullable(),
  /** The first 100 failing subjects, worst first; `subjectsTotal` is their number. */
  subjects: z.array(SubjectAnswer.extend({ findingKey: z.string() })),
  subjectsTotal: z.int().nonnegative(),
  /** The number of judged subjects. */
  assessed: z.int().nonnegative(),
  /** The verdict of each tenant. */
  tenants: z.array(z.object({ ...TenantRef.shape, verdict: VerdictKind, reason: z.string() })),
});
VerdictAnswer.register(z.globalRegistry, {
  id: 'Verdict',
  description: 'The verdict of one finding, with the subjects that fail.',
});

export const VerdictsView = z.object({ items: z.array(VerdictAnswer) });
