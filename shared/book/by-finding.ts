import type { Finding } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import type { FindingTally } from '#shared/judging/tenant-summary.ts';
import { sumOfDollars } from '#shared/kernel/dollar-amounts.ts';
import { type Severity, severities } from '#shared/kernel/verdict.ts';
import type { BookTenant } from './book-tenants.ts';
import { type Campaign, campaignsOf } from './campaigns.ts';
import type { Seen } from './seen.ts';
import { type TenantRef, tenantRefOf } from './tenant-ref.ts';

/** One finding id over all tenants of the book. */
export interface FindingLine {
  readonly findingId: string;
  readonly title: string;
  readonly problem: string;
  /** The severity of the worst open subject. */
  readonly severity: Severity;
  readonly tenantsAffected: number;
  /** Tenants in which it was judged, or in which an earlier judgment is still open. */
  readonly tenantsAssessed: number;
  readonly subjectsAffected: number;
  readonly seen: Seen;
  readonly dollarsPerYear: number | null;
  readonly campaigns: Campaign[];
}

interface TenantTally {
  readonly tenant: TenantRef;
  readonly tally: FindingTally;
}

const wasAssessed = ({ verdict, subjectsAffected }: FindingTally): boolean =>
  subjectsAffected > 0 || verdict === 'pass' || verdict === 'warn' || verdict === 'fail';

/** A tenant that was not judged yet could have the finding. */
const seenIn = (tallies: readonly FindingTally[], tenants: number): Seen => ({
  of: tenants - tallies.filter((tally) => tally.verdict === 'not-applicable' && !wasAssessed(tally)).length,
  judged: tallies.filter(wasAssessed).length,
});

const lineOf = (findingId: string, entries: readonly TenantTally[], tenants: number): FindingLine | undefined => {
  const tallies = entries.map(({ tally }) => tally);
  const affected = tallies.filter(({ subjectsAffected }) => subjectsAffected > 0);
  const severity = severities.find((each) => affected.some((tally) => tally.severity === each));
  if (severity === undefined) return undefined;
  return {
    findingId,
    title: findingOf(findingId)?.title ?? findingId,
    problem: findingOf(findingId)?.problem ?? findingId,
    severity,
    tenantsAffected: affected.length,
    tenantsAssessed: tallies.filter(wasAssessed).length,
    subjectsAffected: affected.reduce((sum, tally) => sum + tally.subjectsAffected, 0),
    seen: seenIn(tallies, tenants),
    dollarsPerYear: sumOfDollars(affected.map(({ dollarsPerYear }) => dollarsPerYear)),
    campaigns: campaignsOf(entries.map(({ tenant, tally }) => ({ tenant, fingerprints: tally.fingerprints ?? [] }))),
  };
};

/** Where only a failure is a threat, the severity of the worst subject says whether there is one. */
const isThreat = ({ findingId, severity }: FindingLine): boolean => {
  const finding = findingOf(findingId);
  return finding?.threat === true || (finding?.threat === 'fail' && finding.severity.fail === severity);
};

export const findingSortKey = (line: FindingLine): string =>
  [
    isThreat(line) ? 0 : 1,
    severities.indexOf(line.severity),
    String(9_999_999 - line.tenantsAffected).padStart(7, '0'),
    String(999_999_999 - line.subjectsAffected).padStart(9, '0'),
    line.findingId,
  ].join('.');

/** A finding of the catalog without open subjects. */
export const emptyFindingLine = (
  { id, title, problem, severity }: Finding,
  tenants: readonly BookTenant[],
): FindingLine => {
  const tallies = tenants.flatMap(({ summary }) => summary?.findings[id] ?? []);
  return {
    findingId: id,
    title,
    problem,
    severity: severity.fail ?? severity.warn ?? 'info',
    tenantsAffected: 0,
    tenantsAssessed: tallies.filter(wasAssessed).length,
    subjectsAffected: 0,
    seen: seenIn(tallies, tenants.length),
    dollarsPerYear: null,
    campaigns: [],
  };
};

/** The findings with open subjects: threats first, then by severity, then by the number of affected tenants. */
export const findingLines = (tenants: readonly BookTenant[]): readonly FindingLine[] => {
  const entries = tenants.flatMap((of) => {
    const tenant = tenantRefOf(of);
    return Object.entries(of.summary?.findings ?? {}).map(([findingId, tally]) => ({ findingId, tenant, tally }));
  });
  return [...Map.groupBy(entries, ({ findingId }) => findingId)]
    .flatMap(([findingId, of]) => lineOf(findingId, of, tenants.length) ?? [])
    .sort((one, other) => (findingSortKey(one) < findingSortKey(other) ? -1 : 1));
};
