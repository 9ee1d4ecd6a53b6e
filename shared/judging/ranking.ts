import { type Severity, severities } from '#shared/kernel/verdict.ts';

/** What decides the place of a finding among others, of the same tenant or of another. */
export interface RankFields {
  readonly tenantId: string;
  readonly findingId: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string };
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
const mostCents = 999_999_999_999_999;
const mostMilliseconds = 9_999_999_999_999;

/** Bigger first: what is left to the biggest number that has room, with leading zeros. */
const descending = (value: number, most: number): string =>
  String(most - Math.min(most, Math.max(0, Math.round(value)))).padStart(String(most).length, '0');

/** Of the tenant's users, between 0 and 1. */
export const shareOf = ({
  usersAffected,
  usersInTenant,
}: Pick<RankFields, 'usersAffected' | 'usersInTenant'>): number =>
  usersInTenant === 0 ? 0 : Math.min(1, usersAffected / usersInTenant);

/**
 * The place of a finding as one text, worst first when sorted by code unit: live threat, severity, privileged subject, share of the tenant's users,
 * dollars a year, newest first, identity. Stored with the finding, so that a cursor never shifts. No two findings of an MSP have the same.
 */
export const rankOf = (finding: RankFields): string =>
  [
    finding.threat ? '0' : '1',
    String(severities.indexOf(finding.severity)),
    finding.privileged ? '0' : '1',
    descending(shareOf(finding) * shareScale, shareScale),
    descending((finding.dollarsPerYear ?? 0) * 100, mostCents),
    descending(Date.parse(finding.reopenedAt ?? finding.firstSeenAt), mostMilliseconds),
    finding.findingId,
    finding.tenantId,
    finding.subject.kind,
    finding.subject.id,
  ].join('.');

/** Why it stands where it stands, in the order in which the reasons count. */
export const rankReasonsOf = (finding: RankFields): string[] => {
  const share = shareOf(finding);
  return [
    ...(finding.threat ? ['a live threat'] : []),
    `severity ${finding.severity}`,
    ...(finding.privileged ? ['a privileged account'] : []),
    ...(share > 0 ? [`touches ${(share * 100).toFixed(share < 0.01 ? 2 : 0)} % of the tenant's users`] : []),
    ...(finding.dollarsPerYear === null || finding.dollarsPerYear === 0
      ? []
      : [`${finding.dollarsPerYear.toFixed(2)} a year`]),
    finding.reopenedAt === null ? `first seen at ${finding.firstSeenAt}` : `came back at ${finding.reopenedAt}`,
  ];
};
