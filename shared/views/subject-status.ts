import { z } from 'zod';
import { isUserOf, type Owner } from '#shared/book/ownership.ts';
import type { TenantPosture } from '#shared/book/posture-ports.ts';
import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import { FindingState, isNew } from '#shared/judging/finding-row.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import { isFailing, Severity, severities, VerdictKind } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';

/** The status of one subject: its current verdict, and its finding unless that is resolved. */
export const SubjectStatus = z.object({
  verdict: VerdictKind,
  /** What is wrong, if the verdict is warn or fail. */
  problem: z.string().nullable(),
  /** Null if the verdict is neither warn nor fail. */
  severity: Severity.nullable(),
  reason: z.string(),
  findingKey: z.string().nullable(),
  state: FindingState.nullable(),
  isNew: z.boolean(),
  firstSeenAt: Instant.nullable(),
});
SubjectStatus.register(z.globalRegistry, {
  id: 'SubjectStatus',
  description: 'The current status of one subject of a finding.',
});
export type SubjectStatus = z.input<typeof SubjectStatus>;

/** A tenant with its posture and its findings. */
export interface TenantView extends TenantPosture {
  readonly rows: readonly StoredFinding[];
}

const severityOf = ({ verdict, severity }: Judgment, finding: Finding): Severity | null =>
  isFailing(verdict) ? (severity ?? finding.severity[verdict] ?? null) : null;

/**
 * The current status of each subject of a finding in a tenant, by subject id. It is judged from the facts, so that new
 * facts show before the next evaluation. Without facts there are no subjects.
 */
export const subjectStatuses = (
  findingId: string,
  { posture, rows }: TenantView,
): ReadonlyMap<string, SubjectStatus> => {
  const finding = findingOf(findingId);
  if (finding === undefined) return new Map();
  const unresolved = new Map(
    rows
      .filter((row) => row.findingId === findingId && row.state !== 'resolved')
      .map((row) => [subjectId(row.subject), row]),
  );
  return new Map(
    finding
      .judge(posture)
      .filter(({ subject }) => subject.kind === finding.subject)
      .map((judgment) => {
        const row = unresolved.get(subjectId(judgment.subject));
        const { verdict, reason, subject } = judgment;
        return [
          subjectId(subject),
          {
            verdict,
            problem: isFailing(verdict) ? finding.problem : null,
            reason,
            severity: severityOf(judgment, finding),
            findingKey: row?.findingKey ?? null,
            state: row?.state ?? null,
            isNew: row !== undefined && isNew(row, posture.now),
            firstSeenAt: row?.firstSeenAt ?? null,
          },
        ];
      }),
  );
};

const place = ({ severity }: Pick<SubjectStatus, 'severity'>): number =>
  severity === null ? severities.length : severities.indexOf(severity);

/** Worst first. */
export const bySeverity = (one: Pick<SubjectStatus, 'severity'>, other: Pick<SubjectStatus, 'severity'>): number =>
  place(one) - place(other);

/** Returns whether facts about a user show at this customer. Facts about an unknown user show. */
export const isShownAt = (
  customer: Owner,
  { tenant, posture }: { readonly tenant: { readonly linked: readonly Owner[] }; readonly posture: Posture },
): ((userId: string) => boolean) => {
  const upns = new Map(posture.facts('users').map(({ userId, upn }) => [userId, upn]));
  return (userId) => isUserOf(customer, tenant.linked, upns.get(userId) ?? '');
};

/** Returns the name and UPN of a user; the id if the user is not in the directory. */
export const userNames = (
  posture: Posture,
): ((userId: string) => { readonly name: string; readonly upn: string | null }) => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  return (userId) => {
    const user = users.get(userId);
    return { name: user?.displayName ?? user?.upn ?? userId, upn: user?.upn ?? null };
  };
};
