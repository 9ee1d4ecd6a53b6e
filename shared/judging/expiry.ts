import { type FindingRow, type HistoryEntry, isSuppressed, isSuppressionExpired } from './finding-row.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** Nothing of a mute or an acceptance. */
export const noSuppression = { until: null, moveReason: null, approver: null, acceptedSeverity: null } as const;

/**
 * The row as it stands at an instant: a mute or an acceptance whose time is over is open again, since the moment at which it ended. Every reader sees it so,
 * whether or not a run has noted it yet, and at the same place in every list: the rank is made of that moment, not of who looked first.
 */
export const applyExpiry = <Row extends FindingRow & { readonly tenantId: string }>(row: Row, now: Date): Row => {
  if (!isSuppressed(row) || row.until === null || Date.parse(row.until) > now.getTime()) return row;
  const open = { ...row, state: 'open', reopenedAt: row.until, acknowledgedAt: null } as const;
  return { ...open, rank: rankOf(open), rankReasons: rankReasonsOf(open) };
};

/** The step of its life that such a row has behind it, for a history that does not hold it yet. */
export const expiryHistory = (row: FindingRow): readonly HistoryEntry[] => {
  if (!isSuppressionExpired(row)) return [];
  const { until: at, verdict, severity, approver } = row;
  const reason = approver === null ? 'the mute ended' : 'the acceptance of the risk ended';
  const nobody = { resolvedReason: null, memberId: null, until: null, approver: null } as const;
  return [{ at, event: 'reopened', verdict, severity, state: 'open', reason, ...nobody }];
};
