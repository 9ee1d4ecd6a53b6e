import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import { noSuppression } from './expiry.ts';
import { type FindingRow, FindingState, type HistoryEntry } from './finding-row.ts';
import { type FindingChange, toChange } from './lifecycle.ts';

/** The states that a member may set. Only an evaluation resolves a finding. */
export const MoveTarget = FindingState.exclude(['resolved']);

/** A requested move. Fields that the target state does not use are null. */
export interface Move {
  readonly to: Exclude<FindingState, 'resolved'>;
  readonly reason: string | null;
  readonly until: string | null;
  readonly approver: string | null;
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

const acknowledgedAtAfter = (previous: FindingRow, to: Move['to'], now: Date): string | null => {
  if (to === 'open') return null;
  return to === 'acknowledged' || to === 'in-progress'
    ? (previous.acknowledgedAt ?? instantOf(now))
    : previous.acknowledgedAt;
};

/**
 * Applies the move of a member and adds it to the history. Returns undefined when nothing would change. Verdict, rank
 * and `lastSeenAt` stay as they are. Throws `FindingResolved` when the finding is resolved.
 */
export const applyMove = (
  previous: FindingRow,
  move: Move,
  { now, memberId }: MoveContext,
): FindingChange | undefined => {
  if (previous.state === 'resolved') {
    const resolution = previous.resolvedReason ?? 'fixed';
    throw new AppError(
      'FindingResolved',
      `the finding was resolved at ${previous.resolvedAt ?? 'an unknown time'} (${resolution}); the next evaluation reopens it if it fails again`,
    );
  }
  const { to, reason, until, approver } = move;
  const suppresses = to === 'muted' || to === 'risk-accepted';
  const row: FindingRow = {
    ...previous,
    state: to,
    acknowledgedAt: acknowledgedAtAfter(previous, to, now),
    ...noSuppression,
    until,
    approver,
    moveReason: reason,
    acceptedSeverity: suppresses ? previous.severity : null,
  };
  if (isSameContent(row, previous)) return undefined;
  const { verdict, severity } = row;
  const entry: HistoryEntry = {
    at: instantOf(now),
    event: 'moved',
    verdict,
    severity,
    state: to,
    reason,
    resolvedReason: null,
    memberId,
    until,
    approver,
  };
  return toChange(row, previous, [entry]);
};
