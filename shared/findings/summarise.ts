import { severities } from '#shared/kernel/verdict.ts';
import { type FindingRow, isOpen } from './finding-row.ts';
import type { Outcome } from './judge.ts';
import { type FindingTally, noneOpen, type OpenCounts, type Slice, type TenantVerdicts } from './tenant-summary.ts';

export const countOpen = (rows: readonly Pick<FindingRow, 'severity'>[]): OpenCounts => {
  const counts: OpenCounts = { ...noneOpen };
  for (const { severity } of rows) counts[severity] += 1;
  return counts;
};

/** The finding that comes first in every list; undefined of none. */
export const worstOf = <Row extends Pick<FindingRow, 'rank'>>(rows: readonly Row[]): Row | undefined =>
  rows.reduce<Row | undefined>((worst, row) => (worst === undefined || row.rank < worst.rank ? row : worst), undefined);

/** The open findings, by the domain of the user that they are about. In the order of the domains, what is about no user first. */
export const slicesOf = (rows: readonly FindingRow[]): Slice[] =>
  [...Map.groupBy(rows.filter(isOpen), ({ userDomain }) => userDomain)]
    .sort(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
    .map(([domain, slice]) => ({ domain, open: countOpen(slice), worst: worstOf(slice) ?? null }));

const tallyOf = ({ verdict, assessed }: Outcome, open: readonly FindingRow[]): FindingTally => {
  const dollars = open.flatMap(({ dollarsPerYear }) => (dollarsPerYear === null ? [] : [dollarsPerYear]));
  return {
    verdict,
    severity: severities.find((severity) => open.some((row) => row.severity === severity)) ?? null,
    subjectsAffected: open.length,
    assessed,
    dollarsPerYear: dollars.length === 0 ? null : dollars.reduce((sum, each) => sum + each, 0),
  };
};

/** One entry a finding id that was judged. */
export const talliesOf = (
  outcomes: readonly Outcome[],
  rows: readonly FindingRow[],
): Readonly<Record<string, FindingTally>> => {
  const open = Map.groupBy(rows.filter(isOpen), ({ findingId }) => findingId);
  return Object.fromEntries(
    outcomes.map((outcome) => [outcome.finding.id, tallyOf(outcome, open.get(outcome.finding.id) ?? [])]),
  );
};

export const verdictsOf = (outcomes: readonly Outcome[]): TenantVerdicts => ({
  items: outcomes.map(({ finding, verdict, reason, assessed }) => ({
    findingId: finding.id,
    verdict,
    reason,
    assessed,
  })),
});
