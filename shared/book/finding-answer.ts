import { z } from 'zod';
import { SubjectAnswer, subjectAnswer } from '#shared/api/subject-answer.ts';
import { findingOf } from '#shared/findings/index.ts';
import { noSuppression } from '#shared/judging/expiry.ts';
import { FindingRow, FindingState, isNew, isSuppressionExpired, Ticket } from '#shared/judging/finding-row.ts';
import { rankNumberOf } from '#shared/judging/ranking.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, MemberId } from '#shared/kernel/ids.ts';
import { Severity } from '#shared/kernel/verdict.ts';
import { isRefused, type LinkedTenant } from './book-tenants.ts';
import { FindingFacts, findingFacts } from './finding-facts.ts';
import type { MemberNames } from './member-names.ts';
import { RemediationAnswer, remediationAnswer } from './remediation-answer.ts';
import { TenantRef, tenantRefOf } from './tenant-ref.ts';

/** A finding as the API returns it: the judgment, the lifecycle, and the remediation. */
export const FindingAnswer = z.object({
  findingKey: z.string(),
  findingId: z.string(),
  version: z.int(),
  ...TenantRef.shape,
  /** Every customer linked to the tenant. */
  customerIds: z.array(CustomerId),
  /** In the order of the ids. */
  customerNames: z.array(z.string()),
  subject: SubjectAnswer,
  verdict: z.enum(['warn', 'fail']),
  severity: Severity,
  threat: z.boolean(),
  state: FindingState,
  isNew: z.boolean(),
  /** True if it could not be judged since; the last verdict is shown. */
  stale: z.boolean(),
  /** The desired state. */
  title: z.string(),
  /** What is wrong, in the words of the field. */
  problem: z.string(),
  /** What was found, as one sentence in English. */
  summary: z.string(),
  /** The same as data; null where the finding was stored by a release with other templates. */
  facts: FindingFacts.nullable(),
  why: z.string(),
  ...RemediationAnswer.shape,
  impact: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  reopenedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  resolvedReason: FindingRow.shape.resolvedReason,
  acknowledgedAt: Instant.nullable(),
  /** The reason of the last transition; null if there was none, or no reason was given. */
  moveReason: z.string().nullable(),
  /** For a mute or an accepted risk: when it ends, and who approved it. */
  until: Instant.nullable(),
  approver: z.string().nullable(),
  /** The member who works on it; null for nobody. */
  assigneeId: MemberId.nullable(),
  /** Their e-mail address; null for nobody, and once they have left the MSP. */
  assigneeName: z.string().nullable(),
  /** What members wrote on it. */
  note: z.string().nullable(),
  /** The ticket in the system that the MSP works in. */
  ticket: Ticket.nullable(),
  dollarsPerYear: z.number().nullable(),
  rank: z.int().nonnegative().meta({ description: 'The smaller, the worse. Lists are in its order.' }),
  rankReasons: z.array(z.string()).meta({ description: 'Why it has its rank, the strongest reason first.' }),
  /** Control ids of outside catalogs. */
  frameworks: z.array(z.string()),
});
FindingAnswer.register(z.globalRegistry, {
  id: 'Finding',
  description: 'The judgment on one subject of a tenant, its lifecycle, and what to do about it.',
});
export type FindingAnswer = z.output<typeof FindingAnswer>;

/** What the answer needs beside the stored row. */
export interface FindingContext {
  readonly tenant: LinkedTenant;
  readonly now: Date;
  readonly memberNames: MemberNames;
}

/** A finding that was removed from the catalog shows only what is stored. */
const textOf = (findingId: string) => {
  const finding = findingOf(findingId);
  return {
    title: finding?.title ?? findingId,
    problem: finding?.problem ?? findingId,
    why: finding?.why ?? '',
    impact: finding?.impact ?? '',
    frameworks: [...(finding?.references ?? [])],
  };
};

/** An open finding was last seen when its tenant was last judged. */
const lastSeen = (row: FindingRow, stale: boolean, judgedAt: string | null): string =>
  row.state === 'resolved' || stale || judgedAt === null || judgedAt < row.lastSeenAt ? row.lastSeenAt : judgedAt;

export const findingAnswer = (
  findingKey: string,
  row: FindingRow,
  { tenant, now, memberNames }: FindingContext,
): FindingAnswer => {
  // While Microsoft refuses the credential of the tenant, nothing of it is up to date.
  const stale = row.state !== 'resolved' && (row.stale || isRefused(tenant));
  const named = tenantRefOf(tenant);
  const { findingId, version, subject, verdict, severity, threat, state, evidence, firstSeenAt, reopenedAt } = row;
  const { resolvedAt, resolvedReason, acknowledgedAt, dollarsPerYear, rankReasons, assigneeId, note, ticket } = row;
  const { moveReason, until, approver } = isSuppressionExpired(row) ? noSuppression : row;
  return {
    findingKey,
    findingId,
    version,
    ...named,
    customerIds: tenant.linked.map(({ customerId }) => customerId),
    customerNames: tenant.linked.map(({ name }) => name),
    subject: subjectAnswer(subject, named),
    verdict,
    severity,
    threat,
    state,
    isNew: isNew(row, now),
    stale,
    ...textOf(findingId),
    ...remediationAnswer(row, tenant),
    summary: row.reason,
    facts: findingFacts(row.facts),
    evidence,
    firstSeenAt,
    lastSeenAt: lastSeen(row, stale, tenant.summary?.judgedAt ?? null),
    reopenedAt,
    resolvedAt,
    resolvedReason,
    acknowledgedAt,
    moveReason,
    until,
    approver,
    assigneeId,
    assigneeName: assigneeId === null ? null : (memberNames.get(assigneeId) ?? null),
    note,
    ticket,
    dollarsPerYear,
    rank: rankNumberOf(row),
    rankReasons,
  };
};
