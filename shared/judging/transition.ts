import type { z } from 'zod';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import { noSuppression } from './expiry.ts';
import {
  type EditedField,
  type FindingRow,
  FindingState,
  type HistoryEntry,
  isSuppressionExpired,
} from './finding-row.ts';
import { type FindingChange, toChange } from './lifecycle.ts';

/** The states that a member may set. Only an evaluation resolves a finding. */
export const MoveTarget = FindingState.exclude(['resolved']);

/** What a member asks for. Fields that the target state does not use are null. */
export interface Move {
  /** Undefined: the state stays as it is. */
  readonly to: z.output<typeof MoveTarget> | undefined;
  readonly reason: string | null;
  readonly until: string | null;
  readonly approver: string | null;
  /** A field that is undefined stays as it is; null clears it. */
  readonly assigneeId?: FindingRow['assigneeId'] | undefined;
  readonly note?: FindingRow['note'] | undefined;
  readonly ticket?: FindingRow['ticket'] | undefined;
}

export interface MoveContext {
  readonly now: Date;
  readonly memberId: MemberId;
}

const maxMuteDays = 90;
const maxAcceptanceMonths = 12;

/** The latest end of a mute or an acceptance that begins now; undefined for states without an end. */
export const latestExpiry = (to: Move['to'], now: Date): { readonly at: Date; readonly limit: string } | undefined => {
  if (to === 'muted') return { at: addDays(now, maxMuteDays), limit: `${maxMuteDays} days` };
  if (to !== 'risk-accepted') return undefined;
  const at = new Date(now);
  at.setUTCMonth(at.getUTCMonth() + maxAcceptanceMonths);
  return { at, limit: `${maxAcceptanceMonths} months` };
};

const acknowledgedAtAfter = (previous: FindingRow, to: z.output<typeof MoveTarget>, now: Date): string | null => {
  if (to === 'open') return null;
  return to === 'acknowledged' || to === 'in-progress'
    ? (previous.acknowledgedAt ?? instantOf(now))
    : previous.acknowledgedAt;
};

const editedRow = (previous: FindingRow, { assigneeId, note, ticket }: Move): FindingRow => ({
  ...previous,
  ...(assigneeId === undefined ? {} : { assigneeId }),
  ...(note === undefined ? {} : { note }),
  ...(ticket === undefined ? {} : { ticket }),
});

const editedFields = (row: FindingRow, previous: FindingRow): EditedField[] => [
  ...(row.assigneeId === previous.assigneeId ? [] : (['assignee'] as const)),
  ...(row.note === previous.note ? [] : (['note'] as const)),
  ...(isSameContent(row.ticket, previous.ticket) ? [] : (['ticket'] as const)),
];

const movedRow = (previous: FindingRow, to: z.output<typeof MoveTarget>, move: Move, now: Date): FindingRow => {
  if (previous.state === 'resolved') {
    const resolution = previous.resolvedReason ?? 'fixed';
    throw new AppError(
      'FindingResolved',
      `the finding was resolved at ${previous.resolvedAt ?? 'an unknown time'} (${resolution}); the next evaluation reopens it if it fails again`,
    );
  }
  return {
    ...previous,
    state: to,
    acknowledgedAt: acknowledgedAtAfter(previous, to, now),
    ...noSuppression,
    until: move.until,
    approver: move.approver,
    moveReason: move.reason,
    acceptedSeverity: to === 'muted' || to === 'risk-accepted' ? previous.severity : null,
  };
};

/** Clears a mute or an acceptance that has ended, which the history records with the change. */
const withoutExpiredSuppression = (row: FindingRow): FindingRow =>
  isSuppressionExpired(row) ? { ...row, ...noSuppression } : row;

/**
 * Applies what a member asks for and adds it to the history. Returns undefined when nothing would change. Verdict, rank
 * and `lastSeenAt` stay as they are. Throws `FindingResolved` when the state of a resolved finding should change; its
 * assignee, note and ticket may.
 */
export const applyMove = (
  previous: FindingRow,
  move: Move,
  { now, memberId }: MoveContext,
): FindingChange | undefined => {
  const edited = editedRow(previous, move);
  const row = move.to === undefined ? edited : movedRow(edited, move.to, move, now);
  if (isSameContent(row, previous)) return undefined;
  const written = move.to === undefined ? withoutExpiredSuppression(row) : row;
  const { verdict, severity, state, resolvedReason } = written;
  const entry: HistoryEntry = {
    at: instantOf(now),
    event: move.to === undefined ? 'edited' : 'moved',
    verdict,
    severity,
    state,
    reason: move.reason,
    resolvedReason,
    memberId,
    until: move.until,
    approver: move.approver,
    edited: editedFields(written, previous),
  };
  return toChange(written, previous, [entry]);
};
