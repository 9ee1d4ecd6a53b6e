import { coverageHolds } from '#shared/findings/mfa/coverage-holds/finding.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import { firstFallDay } from '#shared/posture/coverage-fall.ts';
import { DayValue } from '#shared/posture/drift.ts';
import type { StoredCoverage } from '#shared/posture/stored-coverage.ts';
import type { CoverageSnapshots } from '#shared/store/coverage-snapshot-store.ts';
import type { Signals } from '#shared/store/signal-store.ts';

interface CoverageStores {
  readonly signals: Pick<Signals, 'between'>;
  readonly coverageSnapshots: Pick<CoverageSnapshots, 'ofTenant'>;
}

/** By signal, the value before each fall that is not resolved, as the finding stored it. */
const valuesBeforeFalls = (rows: readonly FindingRow[]): StoredCoverage['valuesBefore'] =>
  new Map(
    rows
      .filter(({ findingId, state }) => findingId === coverageHolds.id && state !== 'resolved')
      .flatMap(({ subject, evidence }) => {
        const { data } = DayValue.safeParse(evidence['from']);
        return data === undefined ? [] : [[subjectId(subject), data] as const];
      }),
  );

/** The stored days that today is compared with: those of the last week, and all since the first fall that lasts. */
export const readCoverage = async (
  { signals, coverageSnapshots }: CoverageStores,
  scope: TenantScope,
  now: Date,
  rows: readonly FindingRow[],
): Promise<StoredCoverage> => {
  const today = dateOf(now);
  const valuesBefore = valuesBeforeFalls(rows);
  const [first = today] = [firstFallDay(today), ...[...valuesBefore.values()].map(({ on }) => on)].toSorted();
  const [days, snapshot] = await Promise.all([
    signals.between(scope, scope.tenantId, first, today),
    coverageSnapshots.ofTenant(scope, scope.tenantId),
  ]);
  return {
    daysBefore: days.filter(({ on }) => on < today),
    today: days.find(({ on }) => on === today),
    snapshot,
    valuesBefore,
  };
};
