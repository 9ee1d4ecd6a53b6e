import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { FindingState } from '#shared/judging/finding-row.ts';
import { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';

export const ChangeRisk = z.enum(['high', 'medium']);

/** One row of the feed: who did what to whom. Rows of the log from one action are one row of the feed. */
export const ChangeLine = DirectoryChange.omit({ result: true })
  .extend({
    ...TenantRef.shape,
    /** The change as a sentence. */
    summary: z.string(),
    /** Null if the change is not risky. */
    risk: ChangeRisk.nullable(),
    /** Less than a day old, and nobody has acknowledged its finding. */
    isNew: z.boolean(),
    /** The key of its finding; null if there is none, or it is resolved. */
    findingKey: z.string().nullable(),
    state: FindingState.nullable(),
    /** The number of rows of the log. */
    rows: z.int().positive(),
  })
  .meta({ id: 'DirectoryChange', description: 'Who changed what in the directory of a tenant.' });

export const ChangeCounts = z.object({
  /** Over the last 7 days. Null if the log of a tenant could not be read. */
  total: z.int().nonnegative().nullable(),
  risky: z.int().nonnegative().nullable(),
  new: z.int().nonnegative().nullable(),
});
