import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { LedgerPage } from '#shared/judging/savings-ledger.ts';
import type { TenantSummary, TenantVerdicts } from '#shared/judging/tenant-summary.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { CoverageSnapshot } from '#shared/posture/coverage-shape.ts';
import { coverageSnapshots } from './coverage-snapshot-store.ts';
import { findingHistory } from './finding-history-store.ts';
import { findingRows } from './finding-store.ts';
import { leases } from './lease-store.ts';
import { savingsLedger } from './savings-ledger-store.ts';
import { type DailySignals, signals } from './signal-store.ts';
import type { Table } from './table.ts';
import { tenantSummaries } from './tenant-summary-store.ts';
import { tenantVerdicts } from './tenant-verdict-store.ts';
import { type TransactionWrite, writeFenced } from './transaction-writes.ts';

/** The changes that judging a tenant made. What is undefined did not change. */
export interface JudgmentWrites {
  readonly findings: readonly Pick<FindingChange, 'row' | 'historyEntries'>[];
  readonly summary: TenantSummary | undefined;
  readonly verdicts: TenantVerdicts | undefined;
  /** The signals of the day, and every coverage change of that day. */
  readonly day: Omit<DailySignals, 'on'> | undefined;
  readonly coverageSnapshot: CoverageSnapshot | undefined;
  readonly ledger: LedgerPage | undefined;
}

/**
 * Writes the results of judging a tenant, in transactions that throw `Fenced` once a newer run holds the lease. A
 * finding and its history steps are written together. The savings ledger is written before the findings that it is
 * based on: a saving that was recorded is not recorded again, and no finding is resolved without its saving. Findings
 * are written before their summary: after a crash in between, the next run finds the summary out of date. Throws
 * `RecordChanged` where a person changed a finding since it was read; the caller then reads and judges again.
 */
export type WriteJudgment = (
  scope: TenantScope,
  run: Pick<RunRef, 'runId' | 'fence'>,
  now: Date,
  writes: JudgmentWrites,
) => Promise<void>;

export const judgmentWriter = (table: Table): WriteJudgment => {
  const [rows, history, lease] = [findingRows(table), findingHistory(table), leases(table)];

  return async (scope, run, now, writes) => {
    const findings = writes.findings.map(({ row, historyEntries }) => [
      rows.put(scope, row),
      ...historyEntries.map((step) => history.put(scope, row, step, run.runId)),
    ]);
    const views: TransactionWrite[] = [
      ...(writes.summary === undefined ? [] : [tenantSummaries(table).put(scope, writes.summary)]),
      ...(writes.verdicts === undefined ? [] : [tenantVerdicts(table).put(scope, writes.verdicts)]),
      ...(writes.day === undefined ? [] : [signals(table).put(scope, now, writes.day)]),
      ...(writes.coverageSnapshot === undefined ? [] : [coverageSnapshots(table).put(scope, writes.coverageSnapshot)]),
    ];
    const ledger = writes.ledger === undefined ? [] : [savingsLedger(table).add(scope, writes.ledger)];
    await writeFenced(table, lease.guard(scope, 'posture', run), [...ledger, ...findings, ...views]);
  };
};
