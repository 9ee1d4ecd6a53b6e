import type { FindingRow, HistoryEntry } from '#shared/findings/finding-row.ts';
import type { TenantSummary, TenantVerdicts } from '#shared/findings/tenant-summary.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { TenantNumbers } from '#shared/posture/number-schemas.ts';
import { type FencedWrite, writeFenced } from './fenced-writes.ts';
import { findingRows } from './finding.ts';
import { findingHistory } from './finding-history.ts';
import { leases } from './lease.ts';
import { signals } from './signal.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary.ts';
import { tenantVerdicts } from './tenant-verdicts.ts';

/** What judging a tenant changed; what is left out stands as it stood. */
export interface JudgementWrites {
  readonly findings: readonly { readonly row: FindingRow; readonly history: HistoryEntry | undefined }[];
  readonly summary: TenantSummary | undefined;
  readonly verdicts: TenantVerdicts | undefined;
  readonly numbers: TenantNumbers | undefined;
}

/**
 * Writes what a run judged, in transactions that a newer run's lease stops with `Fenced`. A finding and the step of its life go together. Findings come
 * before the summary of them: a crash between leaves a summary that the next run finds out of date.
 */
export const judgementWriter = (table: Table) => {
  const [rows, history, lease] = [findingRows(table), findingHistory(table), leases(table)];

  return async (
    scope: TenantScope,
    run: Pick<RunRef, 'runId' | 'fence'>,
    now: Date,
    writes: JudgementWrites,
  ): Promise<void> => {
    // Pairs first: transactions hold an even number of writes, so that none is torn apart.
    const pairs = writes.findings.flatMap((each) =>
      each.history === undefined
        ? []
        : [rows.put(scope, each.row), history.put(scope, each.row, each.history, run.runId)],
    );
    const alone = writes.findings.filter((each) => each.history === undefined).map(({ row }) => rows.put(scope, row));
    const views: FencedWrite[] = [
      ...(writes.summary === undefined ? [] : [tenantSummaries(table).put(scope, writes.summary)]),
      ...(writes.verdicts === undefined ? [] : [tenantVerdicts(table).put(scope, writes.verdicts)]),
      ...(writes.numbers === undefined ? [] : [signals(table).put(scope, now, writes.numbers)]),
    ];
    await writeFenced(table, lease.guard(scope, 'posture', run), [...pairs, ...alone, ...views]);
  };
};
