import type { Judgment } from '#shared/findings/define-finding.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import type { Subject } from '#shared/kernel/subject.ts';
import { type Severity, severities, type VerdictKind } from '#shared/kernel/verdict.ts';
import { expiryHistory, noSuppression } from './expiry.ts';
import {
  annotationsOf,
  type FindingRow,
  type HistoryEntry,
  identityOf,
  isSuppressed,
  isSuppressionExpired,
  type ResolvedReason,
} from './finding-row.ts';
import type { FindingOutcome } from './judge.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** A row to write, and the history entries to add, in order. */
export interface FindingChange {
  readonly row: FindingRow;
  readonly previous: FindingRow | undefined;
  readonly historyEntries: readonly HistoryEntry[];
}

export interface LifecycleResult {
  readonly changes: readonly FindingChange[];
  /** All rows after the changes. */
  readonly rows: readonly FindingRow[];
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  /** The number of findings that were unresolved before and still are. */
  readonly unchanged: number;
}

export interface EvaluationContext {
  readonly tenantId: string;
  readonly now: Date;
  /** The number of users that shares are computed from. */
  readonly usersInTenant: number;
  /** Returns the domain of the user that a subject is about; null when it is not about a user. */
  readonly userDomainOf: (subject: Subject) => string | null;
  /** Whether no complete reading was judged before, so that what is found now is not new. */
  readonly isInBaseline: (findingId: string) => boolean;
}

type FailingJudgment = Judgment & { readonly verdict: 'warn' | 'fail' };
const isFailing = (judgment: Judgment): judgment is FailingJudgment =>
  judgment.verdict === 'warn' || judgment.verdict === 'fail';

/** The fields that come from the judgment; the lifecycle fields are not among them. */
const rowFields = (
  { finding }: FindingOutcome,
  judgment: FailingJudgment,
  { usersInTenant, userDomainOf }: EvaluationContext,
) => ({
  findingId: finding.id,
  version: finding.version,
  subject: judgment.subject,
  verdict: judgment.verdict,
  // Every verdict should have a severity. If one is missing, the lowest severity keeps the finding visible.
  severity: judgment.severity ?? finding.severity[judgment.verdict] ?? 'info',
  threat: finding.threat === true || finding.threat === judgment.verdict,
  stale: false,
  reason: judgment.reason,
  facts: judgment.facts,
  evidence: { ...judgment.evidence },
  usersAffected: judgment.usersAffected ?? 0,
  usersInTenant,
  privileged: judgment.privileged ?? false,
  userDomain: userDomainOf(judgment.subject),
  dollarsPerYear: judgment.dollarsPerYear ?? null,
  fingerprints: [...(judgment.fingerprints ?? [])],
});

const withRank = (row: Omit<FindingRow, 'rank' | 'rankReasons'>, { tenantId }: EvaluationContext): FindingRow => {
  const rankFields = { ...row, tenantId };
  return { ...row, rank: rankOf(rankFields), rankReasons: rankReasonsOf(rankFields) };
};

const openRow = (
  outcome: FindingOutcome,
  judgment: FailingJudgment,
  context: EvaluationContext,
  previous?: FindingRow,
): FindingRow => {
  const at = instantOf(context.now);
  return withRank(
    {
      ...rowFields(outcome, judgment, context),
      state: 'open',
      firstSeenAt: previous?.firstSeenAt ?? at,
      isBaseline: previous === undefined && context.isInBaseline(outcome.finding.id),
      lastSeenAt: at,
      reopenedAt: previous === undefined ? null : at,
      acknowledgedAt: null,
      resolvedAt: null,
      resolvedReason: null,
      revision: previous?.revision ?? 0,
      ...annotationsOf(previous),
      ...noSuppression,
    },
    context,
  );
};

/** The change to write: the row with the next revision after the one that was read. */
export const toChange = (
  row: FindingRow,
  previous: FindingRow | undefined,
  entries: readonly HistoryEntry[],
): FindingChange => ({
  row: { ...row, revision: (previous?.revision ?? 0) + 1 },
  previous,
  historyEntries: previous === undefined ? entries : [...expiryHistory(previous), ...entries],
});

const historyEntry = (row: FindingRow, event: HistoryEntry['event'], now: Date, reason = row.reason): HistoryEntry => {
  const { verdict, severity, state, resolvedReason } = row;
  const noMember = { memberId: null, until: null, approver: null, edited: [] };
  return { at: instantOf(now), event, verdict, severity, state, reason, resolvedReason, ...noMember };
};

const isWorse = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

/** Whether the finding is now more severe than what was muted or accepted. */
const exceedsAcceptedSeverity = (previous: FindingRow, { severity }: FindingRow): boolean =>
  isSuppressed(previous) && previous.acceptedSeverity !== null && isWorse(severity, previous.acceptedSeverity);

const applyFailure = (
  previous: FindingRow | undefined,
  outcome: FindingOutcome,
  judgment: FailingJudgment,
  context: EvaluationContext,
): FindingChange | undefined => {
  const { now } = context;
  if (previous === undefined) {
    const row = openRow(outcome, judgment, context);
    return toChange(row, previous, [historyEntry(row, 'opened', now)]);
  }
  const reopened = openRow(outcome, judgment, context, previous);
  if (previous.state === 'resolved') return toChange(reopened, previous, [historyEntry(reopened, 'reopened', now)]);
  if (exceedsAcceptedSeverity(previous, reopened)) {
    const reason = `Worse than when it was ${previous.state === 'muted' ? 'muted' : 'accepted'}: ${reopened.reason}`;
    return toChange(reopened, previous, [historyEntry(reopened, 'reopened', now, reason)]);
  }
  const clearedSuppression = isSuppressionExpired(previous) ? noSuppression : {};
  const row = withRank({ ...previous, ...rowFields(outcome, judgment, context), ...clearedSuppression }, context);
  if (isSameContent(row, previous)) return undefined;
  const isVerdictChanged = row.verdict !== previous.verdict || row.severity !== previous.severity;
  const updated = { ...row, lastSeenAt: instantOf(now) };
  return toChange(updated, previous, isVerdictChanged ? [historyEntry(updated, 'changed', now)] : []);
};

const resolveRow = (
  previous: FindingRow,
  resolvedReason: ResolvedReason,
  { now }: EvaluationContext,
): FindingChange => {
  const resolution = { resolvedAt: instantOf(now), resolvedReason } as const;
  const row: FindingRow = { ...previous, state: 'resolved', stale: false, ...resolution, ...noSuppression };
  return toChange(row, previous, [historyEntry(row, 'resolved', now)]);
};

type Judged = { readonly outcome: FindingOutcome; readonly judgment: Judgment };

/** The change of a row whose subject is not failing now. */
const applyNonFailure = (
  previous: FindingRow,
  verdict: VerdictKind | undefined,
  outcome: FindingOutcome | undefined,
  context: EvaluationContext,
): FindingChange | undefined => {
  if (previous.state === 'resolved') return undefined;
  const isAbsenceUnknown =
    outcome?.isPartial === true || (outcome?.verdict === 'unknown' && outcome.judgments.length === 0);
  const isUnread = verdict === 'unknown' || (verdict === undefined && isAbsenceUnknown);
  if (!isUnread)
    return resolveRow(
      previous,
      verdict === 'pass' ? 'fixed' : (outcome?.finding.resolvedReasonWhenAbsent ?? 'subject-gone'),
      context,
    );
  const row = { ...previous, stale: true, ...(isSuppressionExpired(previous) ? noSuppression : {}) };
  return isSameContent(row, previous) ? undefined : toChange(row, previous, []);
};

/**
 * Compares the outcomes with the stored rows and returns the rows to write. A row is resolved only when its subject
 * could be read; otherwise it keeps its last verdict and becomes stale. A reopened finding keeps its identity and
 * `firstSeenAt`. An unchanged row is not written.
 */
export const applyOutcomes = (
  previous: readonly FindingRow[],
  outcomes: readonly FindingOutcome[],
  context: EvaluationContext,
): LifecycleResult => {
  const stored = new Map(previous.map((row) => [identityOf(row), row]));
  const byFinding = new Map(outcomes.map((outcome) => [outcome.finding.id, outcome]));
  const judged = new Map<string, Judged>();
  for (const outcome of outcomes) {
    for (const judgment of outcome.judgments) {
      judged.set(identityOf({ findingId: outcome.finding.id, subject: judgment.subject }), { outcome, judgment });
    }
  }
  const failing = [...judged].flatMap(([identity, { outcome, judgment }]) =>
    isFailing(judgment) ? (applyFailure(stored.get(identity), outcome, judgment, context) ?? []) : [],
  );
  const others = [...stored].flatMap(([identity, row]) => {
    const judgment = judged.get(identity)?.judgment;
    if (judgment !== undefined && isFailing(judgment)) return [];
    return applyNonFailure(row, judgment?.verdict, byFinding.get(row.findingId), context) ?? [];
  });
  return summarizeChanges(stored, [...failing, ...others]);
};

const isOpening = ({ event }: HistoryEntry): boolean => event === 'opened' || event === 'reopened';

const summarizeChanges = (
  stored: ReadonlyMap<string, FindingRow>,
  changes: readonly FindingChange[],
): LifecycleResult => {
  const rows = new Map([...stored, ...changes.map(({ row }) => [identityOf(row), row] as const)]);
  const countOf = (event: HistoryEntry['event']) =>
    changes.filter(({ historyEntries }) => historyEntries.some((each) => each.event === event)).length;
  const unresolved = [...rows.values()].filter(({ state }) => state !== 'resolved').length;
  const newlyOpen = changes.filter(
    ({ row, historyEntries }) => row.state !== 'resolved' && historyEntries.some(isOpening),
  ).length;
  const [opened, resolved, reopened] = [countOf('opened'), countOf('resolved'), countOf('reopened')];
  return { changes, rows: [...rows.values()], opened, resolved, reopened, unchanged: unresolved - newlyOpen };
};
