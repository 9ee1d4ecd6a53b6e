import { instantOf } from '#shared/kernel/clock.ts';
import { sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { type Fingerprint, severities } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { type Baseline, nextBaseline, noBaseline } from './baseline.ts';
import { type FindingRow, isOpen } from './finding-row.ts';
import type { FindingOutcome } from './judge.ts';
import {
  type DomainSummary,
  type FindingTally,
  noOpenFindings,
  type OpenCounts,
  type TenantSummary,
  type TenantVerdicts,
} from './tenant-summary.ts';

export const countOpen = (rows: readonly Pick<FindingRow, 'severity'>[]): OpenCounts => {
  const counts: OpenCounts = { ...noOpenFindings };
  for (const { severity } of rows) counts[severity] += 1;
  return counts;
};

export const sumOpenCounts = (counts: readonly OpenCounts[]): OpenCounts => {
  const total: OpenCounts = { ...noOpenFindings };
  for (const each of counts) for (const severity of severities) total[severity] += each[severity];
  return total;
};

/** The row with the first rank; undefined for an empty list. */
export const worstOf = <Row extends Pick<FindingRow, 'rank'>>(rows: readonly Row[]): Row | undefined =>
  rows.reduce<Row | undefined>((worst, row) => (worst === undefined || row.rank < worst.rank ? row : worst), undefined);

/** The open findings by the domain of their user, sorted by domain. Findings that are about no user come first. */
export const summarizeByDomain = (rows: readonly FindingRow[]): DomainSummary[] =>
  [...Map.groupBy(rows.filter(isOpen), ({ userDomain }) => userDomain)]
    .sort(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
    .map(([domain, group]) => ({ domain, open: countOpen(group), worst: worstOf(group) ?? null }));

const maxFingerprints = 20;

/** The distinct fingerprints, those of the worst finding first. */
const fingerprintsOf = (
  open: readonly Pick<FindingRow, 'rank' | 'fingerprints'>[],
  previous: readonly Fingerprint[] = [],
): Pick<FindingTally, 'fingerprints'> => {
  const worstFirst = open.toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
  const all = [...previous, ...worstFirst.flatMap(({ fingerprints }) => fingerprints)];
  const distinct = [
    ...new Map(all.map((fingerprint) => [`${fingerprint.kind} ${fingerprint.value}`, fingerprint])).values(),
  ];
  return distinct.length === 0 ? {} : { fingerprints: distinct.slice(0, maxFingerprints) };
};

const tallyOf = (
  { verdict, assessed }: Pick<FindingTally, 'verdict' | 'assessed'>,
  open: readonly FindingRow[],
): FindingTally => ({
  verdict,
  severity: severities.find((severity) => open.some((row) => row.severity === severity)) ?? null,
  subjectsAffected: open.length,
  assessed,
  dollarsPerYear: sumOfDollars(open.map(({ dollarsPerYear }) => dollarsPerYear)),
  ...fingerprintsOf(open),
});

type Tallies = Readonly<Record<string, FindingTally>>;

const tallyFindings = (
  judged: Readonly<Record<string, Pick<FindingTally, 'verdict' | 'assessed'>>>,
  rows: readonly FindingRow[],
): Tallies => {
  const open = Map.groupBy(rows.filter(isOpen), ({ findingId }) => findingId);
  return Object.fromEntries(
    Object.entries(judged).map(([findingId, outcome]) => [findingId, tallyOf(outcome, open.get(findingId) ?? [])]),
  );
};

/** One tally for each finding id that was judged. */
export const talliesOf = (outcomes: readonly FindingOutcome[], rows: readonly FindingRow[]): Tallies =>
  tallyFindings(Object.fromEntries(outcomes.map((outcome) => [outcome.finding.id, outcome])), rows);

/** The summary after a member moved a finding: the open rows are counted again, and the verdicts stay. */
export const recountOpen = (summary: TenantSummary, rows: readonly FindingRow[], now: Date): TenantSummary => ({
  ...summary,
  countedAt: instantOf(now),
  byDomain: summarizeByDomain(rows),
  findings: tallyFindings(summary.findings, rows),
  revision: summary.revision + 1,
});

/** The baseline of each finding, by its id. */
export const baselinesOf = (verdicts: TenantVerdicts | undefined): ((findingId: string) => Baseline) => {
  const baselines = new Map(verdicts?.items.map(({ findingId, baseline }) => [findingId, baseline]));
  return (findingId) => baselines.get(findingId) ?? noBaseline;
};

export const verdictsOf = (
  outcomes: readonly FindingOutcome[],
  posture: Posture,
  before: TenantVerdicts | undefined,
): TenantVerdicts => {
  const baselineOf = baselinesOf(before);
  return {
    items: outcomes.map((outcome) => ({
      findingId: outcome.finding.id,
      verdict: outcome.verdict,
      reason: outcome.reason,
      assessed: outcome.assessed,
      baseline: nextBaseline(baselineOf(outcome.finding.id), outcome, posture),
    })),
  };
};

const addToTally = (tally: FindingTally, row: FindingRow): FindingTally => {
  const { severity, dollarsPerYear } = row;
  const isWorse = tally.severity === null || severities.indexOf(severity) < severities.indexOf(tally.severity);
  return {
    ...tally,
    severity: isWorse ? severity : tally.severity,
    subjectsAffected: tally.subjectsAffected + 1,
    dollarsPerYear: sumOfDollars([tally.dollarsPerYear, dollarsPerYear]),
    ...fingerprintsOf([row], tally.fingerprints),
  };
};

/**
 * The summary with the findings added whose mute or acceptance has ended since it was counted. The next run stores
 * them.
 */
export const withExpiredSuppressions = <Summary extends TenantSummary>(
  summary: Summary,
  expired: readonly FindingRow[],
): Summary => {
  const { countedAt } = summary;
  const uncounted = expired.filter(({ until }) => until !== null && (countedAt === null || until > countedAt));
  if (uncounted.length === 0) return summary;
  const tallies = { ...summary.findings };
  for (const row of uncounted) {
    const tally = tallies[row.findingId];
    if (tally !== undefined) tallies[row.findingId] = addToTally(tally, row);
  }
  return { ...summary, byDomain: mergeDomains(summary.byDomain, summarizeByDomain(uncounted)), findings: tallies };
};

const mergeDomains = (domains: readonly DomainSummary[], more: readonly DomainSummary[]): DomainSummary[] =>
  [...Map.groupBy([...domains, ...more], ({ domain }) => domain)].map(([domain, parts]) => ({
    domain,
    open: sumOpenCounts(parts.map(({ open }) => open)),
    worst: worstOf(parts.flatMap(({ worst }) => worst ?? [])) ?? null,
  }));
