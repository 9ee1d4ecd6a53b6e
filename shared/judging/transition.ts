import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberId } from '#shared/kernel/ids.ts';
import { noSuppression } from './expiry.ts';
import { type FindingRow, FindingState, type HistoryEntry } from './finding-row.ts';
import { type FindingChange, hasSameContent, toChange } from './lifecycle.ts';

/** Where a person may move a finding. Only an evaluation resolves. */
export const MoveTarget = FindingState.exclude(['resolved']);

/** A move that somebody asks for; what it does not take is null. */
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

const longestMuteDays = 90;
const longestAcceptanceMonths = 12;

/** The last instant at which a mute or an acceptance that begins now may end; undefined for states without an end. */
export const latestExpiry = (to: Move['to'], now: Date): { readonly at: Date; readonly limit: string } | undefined => {
  if (to === 'muted') return { at: addDays(now, longestMuteDays), limit: `${longestMuteDays} days` };
  if (to !== 'risk-accepted') return undefined;
  const at = new Date(now);
  at.setUTCMonth(at.getUTCMonth() + longestAcceptanceMonths);
  return { at, limit: `${longestAcceptanceMonths} months` };
};

const acknowledgedAfter = (before: FindingRow, to: Move['to'], now: Date): string | null => {
  if (to === 'open') return null;
  return to === 'acknowledged' || to === 'in-progress'
    ? (before.acknowledgedAt ?? instantOf(now))
    : before.acknowledgedAt;
};

/**
 * A person's move of a finding, and the step that its history gets; undefined where it stands there already, in the same words. Judgment, rank and sighting stay
 * as they are. `FindingResolved` where it is resolved.
 */
export const applyMove = (
  before: FindingRow,
  move: Move,
  { now, memberId }: MoveContext,
): FindingChange | undefined => {
  if (before.state === 'resolved') {
    const why = before.resolvedReason ?? 'fixed';
    throw new AppError(
      'FindingResolved',
      `the finding was resolved at ${before.resolvedAt ?? 'an unknown time'} (${why}); if it comes back, the next evaluation opens it again`,
    );
  }
  const { to, reason, until, approver } = move;
  const quiet = to === 'muted' || to === 'risk-accepted';
  const row: FindingRow = {
    ...before,
    state: to,
    acknowledgedAt: acknowledgedAfter(before, to, now),
    ...noSuppression,
    ...{ until, approver, moveReason: reason },
    acceptedSeverity: quiet ? before.severity : null,
  };
  if (hasSameContent(row, before)) return undefined;
  const { verdict, severity } = row;
  const step: HistoryEntry = {
    ...{ at: instantOf(now), event: 'moved', verdict, severity, state: to, reason, resolvedReason: null },
    ...{ memberId, until, approver },
  };
  return toChange(row, before, [step]);
};
