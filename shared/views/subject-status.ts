import { z } from 'zod';
import { isUserOf } from '#shared/book/ownership.ts';
import type { TenantPosture } from '#shared/book/read-postures.ts';
import type { Finding, Judgment } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import { FindingState, isNew } from '#shared/judging/finding-row.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { Severity, severities, VerdictKind } from '#shared/kernel/verdict.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';

/** How it stands with one subject: what is so now, and the finding about it, if one was opened and is not resolved. */
export const SubjectStatus = z.object({
  verdict: VerdictKind,
  /** Null where nothing is wrong with it, or that is not known. */
  severity: Severity.nullable(),
  reason: z.string(),
  findingKey: z.string().nullable(),
  state: FindingState.nullable(),
  isNew: z.boolean(),
  firstSeenAt: Instant.nullable(),
});
export type SubjectStatus = z.input<typeof SubjectStatus>;

/** A tenant with its facts and its findings. */
export interface TenantView extends TenantPosture {
  readonly rows: readonly StoredFinding[];
}

const severityOf = ({ verdict, severity }: Judgment, finding: Finding): Severity | null =>
  verdict === 'warn' || verdict === 'fail' ? (severity ?? finding.severity[verdict] ?? null) : null;

/**
 * What a finding says of each subject of a tenant now, by the subject's id. The facts decide, so that what was read a minute ago shows before it was
 * judged; without facts there is nobody and nothing.
 */
export const subjectStatuses = (
  findingId: string,
  { posture, rows }: TenantView,
): ReadonlyMap<string, SubjectStatus> => {
  const finding = findingOf(findingId);
  if (finding === undefined) return new Map();
  const living = new Map(
    rows.filter((row) => row.findingId === findingId && row.state !== 'resolved').map((row) => [row.subject.id, row]),
  );
  return new Map(
    finding
      .judge(posture)
      .filter(({ subject }) => subject.kind === finding.subject)
      .map((judgment) => {
        const row = living.get(judgment.subject.id);
        const { verdict, reason, subject } = judgment;
        return [
          subject.id,
          {
            ...{ verdict, reason, severity: severityOf(judgment, finding) },
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

/** Whether what is about a user of the tenant shows at this customer; what is about nobody known shows at all. */
export const isShownAt = (customer: Customer, { tenant, posture }: TenantPosture): ((userId: string) => boolean) => {
  const upns = new Map(posture.facts('users').map(({ userId, upn }) => [userId, upn]));
  return (userId) => isUserOf(customer, tenant.linked, upns.get(userId) ?? '');
};

/** The name and sign-in name of a user; the id where the list of users does not have it. */
export const userNames = (
  posture: Posture,
): ((userId: string) => { readonly name: string; readonly upn: string | null }) => {
  const users = new Map(posture.facts('users').map((user) => [user.userId, user]));
  return (userId) => {
    const user = users.get(userId);
    return { name: user?.displayName ?? user?.upn ?? userId, upn: user?.upn ?? null };
  };
};
