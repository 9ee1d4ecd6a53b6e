import { z } from 'zod';
import { FindingState } from '#shared/judging/finding-row.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';

/** One line of the feed: who did what to whom. Rows of the log that one action left are one line. */
export const ChangeLine = DirectoryChange.omit({ result: true }).extend({
  tenantId: TenantId,
  /** The sentence. */
  summary: z.string(),
  /** Null of an everyday matter. */
  risk: z.enum(['high', 'medium']).nullable(),
  /** Less than a day old; of a finding, as the finding has it: not acknowledged either. */
  isNew: z.boolean(),
  /** The finding about it, where one was opened and is not resolved. */
  findingKey: z.string().nullable(),
  state: FindingState.nullable(),
  /** How many rows of the log it left. */
  rows: z.int().positive(),
});

export const ChangeCounts = z.object({
  /** Of the last 7 days; each null where a tenant's log could not be read. */
  total: z.int().nonnegative().nullable(),
  risky: z.int().nonnegative().nullable(),
  new: z.int().nonnegative().nullable(),
});
