import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { MemberId } from '#shared/kernel/ids.ts';
import { Fingerprint, Severity, Subject } from '#shared/kernel/verdict.ts';

export const FindingState = z.enum(['open', 'acknowledged', 'in-progress', 'resolved', 'muted', 'risk-accepted']);
export type FindingState = z.output<typeof FindingState>;

export const ResolvedReason = z.enum(['fixed', 'aged-out', 'subject-gone']);
export type ResolvedReason = z.output<typeof ResolvedReason>;

/** A judgment that once failed, and what became of it. One row an identity (tenant, finding, subject), kept for good. */
export const FindingRow = z.object({
  findingId: z.string().min(1),
  version: z.int().positive(),
  subject: Subject,
  /** The last verdict that opened it or kept it open; a resolved row keeps what it was. */
  verdict: z.enum(['warn', 'fail']),
  severity: Severity,
  threat: z.boolean(),
  state: FindingState,
  /** Nobody could look since: the last verdict is shown, and may be out of date. */
  stale: z.boolean(),
  reason: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  /** Users of the tenant that it touches, of all that count. */
  usersAffected: z.int().nonnegative(),
  usersInTenant: z.int().nonnegative(),
  privileged: z.boolean(),
  /** Of the user that it is about, normalized: it says whose finding it is where a tenant has several customers. */
  userDomain: z.string().nullable(),
  dollarsPerYear: z.number().nullable(),
  fingerprints: z.array(Fingerprint).default([]),
  firstSeenAt: Instant,
  /** When the row last changed while it was seen; what reads a row may know of a later sighting. */
  lastSeenAt: Instant,
  reopenedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  resolvedReason: ResolvedReason.nullable(),
  /** When a mute or an acceptance ends. On an open row: it has ended, and no run has noted that yet (`isLapsed`). */
  until: Instant.nullable(),
  /** Why somebody moved it to where it stands; null where nobody did, or said nothing. */
  moveReason: z.string().nullable().default(null),
  /** Who answers for the accepted risk. */
  approver: z.string().nullable().default(null),
  /** How bad it was when it was muted or accepted: a mute holds for that, and for nothing worse. */
  acceptedSeverity: Severity.nullable().default(null),
  /** Sorts as text, worst first. */
  rank: z.string().min(1),
  rankReasons: z.array(z.string()),
  /** Rises by one with each write, which names the one that it read. 0: written before rows had one. */
  revision: z.int().nonnegative().default(0),
});
export type FindingRow = z.output<typeof FindingRow>;

/** One step of a finding's life. */
export const HistoryEntry = z.object({
  at: Instant,
  /** `moved`: by a person. Everything else an evaluation, or the end of a mute, did. */
  event: z.enum(['opened', 'reopened', 'resolved', 'changed', 'moved']),
  verdict: z.enum(['warn', 'fail']),
  severity: Severity,
  /** In which it stood afterwards. */
  state: FindingState,
  /** What was so; of a move, why it was made, null where nobody said. */
  reason: z.string().nullable(),
  resolvedReason: ResolvedReason.nullable(),
  /** Who moved it; null where nobody did. */
  memberId: MemberId.nullable().default(null),
  /** Of a mute or an acceptance. */
  until: Instant.nullable().default(null),
  approver: z.string().nullable().default(null),
});
export type HistoryEntry = z.output<typeof HistoryEntry>;

/** Whether a row stands in the worst-first lists. */
export const isOpen = (row: Pick<FindingRow, 'state'>): boolean =>
  row.state === 'open' || row.state === 'acknowledged' || row.state === 'in-progress';

/** Whether somebody took it out of the lists for a time. */
export const isSuppressed = (row: Pick<FindingRow, 'state'>): boolean =>
  row.state === 'muted' || row.state === 'risk-accepted';

/** Open again since its mute or acceptance ended, which no run has noted in the store yet. */
export const isSuppressionExpired = <Row extends Pick<FindingRow, 'state' | 'until'>>(
  row: Row,
): row is Row & { readonly until: string } => isOpen(row) && row.until !== null;

const dayMilliseconds = 24 * 3600 * 1000;

/** First seen, or seen again after it was resolved, less than 24 hours ago, and nobody has acknowledged it. */
export const isNew = (
  row: Pick<FindingRow, 'firstSeenAt' | 'reopenedAt' | 'acknowledgedAt' | 'state'>,
  now: Date,
): boolean =>
  isOpen(row) &&
  row.acknowledgedAt === null &&
  now.getTime() - Date.parse(row.reopenedAt ?? row.firstSeenAt) < dayMilliseconds;

/** What a finding is the same by, within its tenant. Identity never includes the version or a name. */
export const identityOf = ({ findingId, subject }: Pick<FindingRow, 'findingId' | 'subject'>): string =>
  `${findingId}/${subject.kind}/${subject.id}`;
