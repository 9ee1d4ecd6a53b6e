import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { Severity, Subject, VerdictKind } from '#shared/kernel/verdict.ts';

export const VerdictAnswer = z.object({
  findingId: z.string(),
  title: z.string(),
  verdict: VerdictKind,
  reason: z.string(),
  /** Of the worst failing subject; null where none fails. */
  severity: Severity.nullable(),
  /** The first hundred of the failing ones, worst first; `subjectsTotal` says how many there are. */
  subjects: z.array(Subject.extend({ findingKey: z.string() })),
  subjectsTotal: z.int().nonnegative(),
  /** Subjects that were looked at. */
  assessed: z.int().nonnegative(),
  /** Where several tenants of a customer came out differently. */
  tenants: z.array(z.object({ tenantId: TenantId, verdict: VerdictKind, reason: z.string() })),
});
