import { english } from '#shared/kernel/english.ts';
import { renderMessage } from '#shared/kernel/render-message.ts';
import { type SubjectIdentity, subjectId } from '#shared/kernel/subject.ts';
import { type Severity, severities } from '#shared/kernel/verdict.ts';

/** The fields that decide the rank of a finding, within a tenant and across tenants. */
export interface RankFields {
  readonly tenantId: string;
  readonly findingId: string;
  readonly subject: SubjectIdentity;
  readonly threat: boolean;
  readonly severity: Severity;
  readonly privileged: boolean;
  readonly usersAffected: number;
  readonly usersInTenant: number;
  readonly dollarsPerYear: number | null;
  readonly firstSeenAt: string;
  readonly reopenedAt: string | null;
}

const shareScale = 1_000_000_000;
const maxCents = 999_999_999_999_999;
const maxMilliseconds = 9_999_999_999_999;

/** A text that sorts larger numbers first: the difference to the largest possible number, with leading zeros. */
const descendingText = (value: number, max: number): string =>
  String(max - Math.min(max, Math.max(0, Math.round(value)))).padStart(String(max).length, '0');

/** The share of the tenant's users that is affected, between 0 and 1. */
export const shareOf = ({
  usersAffected,
  usersInTenant,
}: Pick<RankFields, 'usersAffected' | 'usersInTenant'>): number =>
  usersInTenant === 0 ? 0 : Math.min(1, usersAffected / usersInTenant);

/**
 * The sort key of a finding, worst first in code-unit order: threat, severity, privileged subject, share of the
 * tenant's users, dollars a year, newest first, identity. It is stored with the finding, so that a cursor never shifts,
 * and it is unique within an MSP.
 */
export const rankOf = (finding: RankFields): string =>
  [
    finding.threat ? '0' : '1',
    String(severities.indexOf(finding.severity)),
    finding.privileged ? '0' : '1',
    descendingText(shareOf(finding) * shareScale, shareScale),
    descendingText((finding.dollarsPerYear ?? 0) * 100, maxCents),
    descendingText(Date.parse(finding.reopenedAt ?? finding.firstSeenAt), maxMilliseconds),
    finding.findingId,
    finding.tenantId,
    finding.subject.kind,
    subjectId(finding.subject),
  ].join('.');

const severityCount = severities.length;
const maxDollars = 99_999;

/**
 * The rank as a number, as an answer shows it: smaller is worse. It has the order of `rankOf` down to whole dollars a
 * year; findings that are equal so far have equal numbers. The largest one is a safe integer.
 */
export const rankNumberOf = (finding: Omit<RankFields, 'tenantId' | 'findingId' | 'subject'>): number => {
  const kind = (finding.threat ? 0 : 1) * severityCount + severities.indexOf(finding.severity);
  const withPrivilege = kind * 2 + (finding.privileged ? 0 : 1);
  const withShare = withPrivilege * (shareScale + 1) + shareScale - Math.round(shareOf(finding) * shareScale);
  const dollars = Math.min(maxDollars, Math.floor(Math.round(Math.max(0, finding.dollarsPerYear ?? 0) * 100) / 100));
  return withShare * (maxDollars + 1) + maxDollars - dollars;
};

/** The reasons for the rank, in the order of the criteria. */
export const rankReasonsOf = (finding: RankFields): string[] => {
  const share = shareOf(finding);
  return [
    ...(finding.threat ? ['a live threat'] : []),
    `severity ${finding.severity}`,
    ...(finding.privileged ? ['a privileged account'] : []),
    ...(share > 0 ? [`affects ${(share * 100).toFixed(share < 0.01 ? 2 : 0)} % of the tenant's users`] : []),
    ...(finding.dollarsPerYear === null || finding.dollarsPerYear === 0
      ? []
      : [`${finding.dollarsPerYear.toFixed(2)} a year`]),
    finding.reopenedAt === null
      ? renderMessage('first seen on {at, instant}', { at: finding.firstSeenAt }, english)
      : renderMessage('reopened on {at, instant}', { at: finding.reopenedAt }, english),
  ];
};
