import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { findingHistory } from './finding-history-store.ts';
import { findingRows } from './finding-store.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary-store.ts';
import { writeTransaction } from './transaction-writes.ts';

/**
 * A transaction takes 100 writes. Each finding is one, with at most two steps of its history; the summary is one more.
 */
export const maxChangesPerTransition = 30;

/**
 * Writes what a person changed in one tenant: the findings, their history steps and the summary that the book reads, in
 * one transaction. Throws `RecordChanged` where a finding or the summary is not the one that was read, for example
 * because a run judged the tenant meanwhile. A tenant without a summary is being judged for the first time and gets its
 * summary from that run.
 */
export type WriteTransition = (
  scope: TenantScope,
  changes: readonly FindingChange[],
  summary: TenantSummary | undefined,
) => Promise<void>;

export const transitionWriter = (table: Table): WriteTransition => {
  const [rows, history, summaries] = [findingRows(table), findingHistory(table), tenantSummaries(table)];

  return (scope, changes, summary) =>
    writeTransaction(table, [
      ...changes.flatMap(({ row, historyEntries }) => [
        rows.put(scope, row),
        ...historyEntries.map((entry) => history.put(scope, row, entry, null)),
      ]),
      ...(summary === undefined ? [] : [summaries.put(scope, summary)]),
    ]);
};
