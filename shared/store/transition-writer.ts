import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { findingHistory } from './finding-history-store.ts';
import { findingRows } from './finding-store.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary-store.ts';
import { writeTransaction } from './transaction-writes.ts';

/**
 * Writes a person's move: the finding, the steps of its life and the summary that the book reads, all or none. `RecordChanged` where the finding or the summary is
 * no longer the one that was read, as when a run judged the tenant in between. A tenant without a summary, which a run has begun to judge and not ended, gets one from
 * the run.
 */
export const transitionWriter = (table: Table) => {
  const [rows, history, summaries] = [findingRows(table), findingHistory(table), tenantSummaries(table)];

  return (
    scope: TenantScope,
    { row, historyEntries }: FindingChange,
    summary: TenantSummary | undefined,
  ): Promise<void> =>
    writeTransaction(table, [
      rows.put(scope, row),
      ...historyEntries.map((step) => history.put(scope, row, step, null)),
      ...(summary === undefined ? [] : [summaries.put(scope, summary)]),
    ]);
};
