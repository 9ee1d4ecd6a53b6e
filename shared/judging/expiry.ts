import { type FindingRow, type HistoryEntry, isSuppressed, isSuppressionExpired } from './finding-row.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** The fields of a mute or an acceptance, cleared. */
export const noSuppression = { until: null, moveReason: null, approver: null, acceptedSeverity: null } as const;

/**
 * Returns the row as it is at `now`: after the end of a mute or an acceptance it is open again, from the instant at
 * which that ended. Every reader gets the same row and the same rank, whether or not a run has stored the expiry yet.
 */
export const applyExpiry = <Row extends FindingRow & { readonly tenantId: string }>(row: Row, now: Date): Row => {
  if (!isSuppressed(row) || row.until === null || Date.parse(row.until) > now.getTime()) return row;
  const open = { ...row, state: 'open', reopenedAt: row.until, acknowledgedAt: null } as const;
  return { ...open, rank: rankOf(open), rankReasons: rankReasonsOf(open) };
};

/** The history entry of an expiry that is not stored yet; empty when there is none. */
export const expiryHistory = (row: FindingRow): readonly HistoryEntry[] => {
  if (!isSuppressionExpired(row)) return [];
  const { until: at, verdict, severity, approver } = row;
  const reason = approver === null ? 'The mute ended.' : 'The acceptance of the risk ended.';
  const noMember = { resolvedReason: null, memberId: null, until: null, approver: null, edited: [] };
  return [{ at, event: 'reopened', verdict, severity, state: 'open', reason, ...noMember }];
};
