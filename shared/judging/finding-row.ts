import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { SentenceFacts } from '#shared/kernel/sentence.ts';
import { Subject, subjectId } from '#shared/kernel/subject.ts';
import { Fingerprint, Severity } from '#shared/kernel/verdict.ts';

export const FindingState = z.enum(['open', 'acknowledged', 'in-progress', 'resolved', 'muted', 'risk-accepted']);
export type FindingState = z.output<typeof FindingState>;

/** A ticket in the system that the MSP works in. */
export const Ticket = z.object({
  system: z.string().min(1),
  id: z.string().min(1),
  url: z.string().nullable(),
});
export type Ticket = z.output<typeof Ticket>;

/** What members write on a finding beside its state. It stays when the finding is resolved or reopened. */
const annotations = {
  assigneeId: MemberId.nullable().default(null),
  /** May name people, so it is never copied into the audit log or the history. */
  note: z.string().nullable().default(null),
  ticket: Ticket.nullable().default(null),
} as const;

export const EditedField = z.enum(['assignee', 'note', 'ticket']);
export type EditedField = z.output<typeof EditedField>;

export const ResolvedReason = z.enum(['fixed', 'aged-out', 'subject-gone']);
export type ResolvedReason = z.output<typeof ResolvedReason>;

/**
 * The lifecycle of one finding of one subject. There is one row for each identity (tenant, finding, subject), and rows
 * are never deleted.
 */
export const FindingRow = z.object({
  findingId: z.string().min(1),
  version: z.int().positive(),
  subject: Subject,
  /** The last verdict that opened the row or kept it open. A resolved row keeps it. */
  verdict: z.enum(['warn', 'fail']),
  severity: Severity,
  threat: z.boolean(),
  state: FindingState,
  /** The last evaluation could not read the subject, so the verdict may be out of date. */
  stale: z.boolean(),
  /** What is wrong, as one sentence in English, made from the facts when the subject was judged. */
  reason: z.string(),
  facts: SentenceFacts,
  evidence: z.record(z.string(), z.unknown()),
  /** Affected users, out of `usersInTenant`. */
  usersAffected: z.int().nonnegative(),
  usersInTenant: z.int().nonnegative(),
  privileged: z.boolean(),
  /**
   * The normalized domain of the user that the finding is about. It decides which customer of the tenant the finding
   * belongs to.
   */
  userDomain: z.string().nullable(),
  dollarsPerYear: z.number().nullable(),
  fingerprints: z.array(Fingerprint).default([]),
  firstSeenAt: Instant,
  /** Opened by what the first complete reading of the tenant found, so that it was never new (rules 43). */
  isBaseline: z.boolean(),
  /** When the row last changed. A later evaluation with the same result does not update it. */
  lastSeenAt: Instant,
  reopenedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  resolvedReason: ResolvedReason.nullable(),
  /**
   * When a mute or an acceptance ends. On an open row: it has ended, and no run has stored that yet
   * (`isSuppressionExpired`).
   */
  until: Instant.nullable(),
  /** The reason that a member gave for the current state; null when there is none. */
  moveReason: z.string().nullable().default(null),
  /** The person who approved the accepted risk. */
  approver: z.string().nullable().default(null),
  /** The severity at the time of the mute or acceptance, which does not cover a higher severity. */
  acceptedSeverity: Severity.nullable().default(null),
  ...annotations,
  /** A sort key: worst first in text order. */
  rank: z.string().min(1),
  rankReasons: z.array(z.string()),
  /**
   * The number of the write, for the check that nobody else wrote in between. 0: the row was never written with a
   * revision.
   */
  revision: z.int().nonnegative().default(0),
});
export type FindingRow = z.output<typeof FindingRow>;

/** One entry in the history of a finding. */
export const HistoryEntry = z.object({
  at: Instant,
  /**
   * `moved`: a member changed the state. `edited`: a member changed assignee, note or ticket alone. The other events
   * come from an evaluation or from the end of a mute or acceptance.
   */
  event: z.enum(['opened', 'reopened', 'resolved', 'changed', 'moved', 'edited']),
  verdict: z.enum(['warn', 'fail']),
  severity: Severity,
  /** The state after the event. */
  state: FindingState,
  /** The reason of the verdict; for a move the reason of the member, null when none was given. */
  reason: z.string().nullable(),
  resolvedReason: ResolvedReason.nullable(),
  /** The member who made the move; null for other events. */
  memberId: MemberId.nullable().default(null),
  /** The end of a mute or an acceptance. */
  until: Instant.nullable().default(null),
  approver: z.string().nullable().default(null),
  /** What a member changed beside the state. The new values are those of the finding, never repeated here. */
  edited: z.array(EditedField).default([]),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** What members wrote on the row; nothing for a finding that is new. */
export const annotationsOf = (row: FindingRow | undefined): Pick<FindingRow, keyof typeof annotations> => ({
  assigneeId: row?.assigneeId ?? null,
  note: row?.note ?? null,
  ticket: row?.ticket ?? null,
});

/** Whether the row is in the worst-first lists. */
export const isOpen = (row: Pick<FindingRow, 'state'>): boolean =>
  row.state === 'open' || row.state === 'acknowledged' || row.state === 'in-progress';

/** Whether a member took the row out of the lists for a time. */
export const isSuppressed = (row: Pick<FindingRow, 'state'>): boolean =>
  row.state === 'muted' || row.state === 'risk-accepted';

/** Whether the row is open because its mute or acceptance has ended, and no run has stored that yet. */
export const isSuppressionExpired = <Row extends Pick<FindingRow, 'state' | 'until'>>(
  row: Row,
): row is Row & { readonly until: string } => isOpen(row) && row.until !== null;

const dayMilliseconds = 24 * 3600 * 1000;

/**
 * Whether the row was opened after the baseline, or reopened, less than 24 hours ago and is not acknowledged.
 */
export const isNew = (
  row: Pick<FindingRow, 'firstSeenAt' | 'reopenedAt' | 'acknowledgedAt' | 'isBaseline' | 'state'>,
  now: Date,
): boolean =>
  isOpen(row) &&
  row.acknowledgedAt === null &&
  (!row.isBaseline || row.reopenedAt !== null) &&
  now.getTime() - Date.parse(row.reopenedAt ?? row.firstSeenAt) < dayMilliseconds;

/** The identity of a finding within its tenant. It does not depend on the version or on a name. */
export const identityOf = ({ findingId, subject }: Pick<FindingRow, 'findingId' | 'subject'>): string =>
  `${findingId}/${subject.kind}/${subjectId(subject)}`;
