import { instantOf } from '#shared/kernel/clock.ts';
import { type Severity, type Subject, severities, type VerdictKind } from '#shared/kernel/verdict.ts';
import type { Judgment } from '../findings/define-finding.ts';
import { expiryHistory, noSuppression } from './expiry.ts';
import {
  type FindingRow,
  type HistoryEntry,
  identityOf,
  isSuppressed,
  isSuppressionExpired,
  type ResolvedReason,
} from './finding-row.ts';
import type { FindingOutcome } from './judge.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** A row to write, and the steps of its life that go with it, in their order. */
export interface FindingChange {
  readonly row: FindingRow;
  readonly previous: FindingRow | undefined;
  readonly historyEntries: readonly HistoryEntry[];
}

export interface LifecycleResult {
  readonly changes: readonly FindingChange[];
  /** Every row as it stands afterwards. */
  readonly rows: readonly FindingRow[];
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  /** Findings that stood before and stand still. */
  readonly unchanged: number;
}

export interface EvaluationContext {
  readonly tenantId: string;
  readonly now: Date;
  /** Everybody of whom a share can be affected. */
  readonly usersInTenant: number;
  /** Of the user a subject is about; null where it is about none. */
  readonly userDomainOf: (subject: Subject) => string | null;
}

type Failing = Judgment & { readonly verdict: 'warn' | 'fail' };
const isFailing = (judgment: Judgment): judgment is Failing =>
  judgment.verdict === 'warn' || judgment.verdict === 'fail';

/** What the judgment says, without anything of the row's life. */
const said = ({ finding }: FindingOutcome, judgment: Failing, { usersInTenant, userDomainOf }: EvaluationContext) => ({
  findingId: finding.id,
  version: finding.version,
  subject: judgment.subject,
  verdict: judgment.verdict,
  // A verdict without a severity in the catalog is a mistake of ours; the mildest one keeps it visible.
  severity: judgment.severity ?? finding.severity[judgment.verdict] ?? 'info',
  threat: finding.threat ?? false,
  stale: false,
  reason: judgment.reason,
  evidence: { ...judgment.evidence },
  usersAffected: judgment.usersAffected ?? 0,
  usersInTenant,
  privileged: judgment.privileged ?? false,
  userDomain: userDomainOf(judgment.subject),
  dollarsPerYear: judgment.dollarsPerYear ?? null,
  fingerprints: [...(judgment.fingerprints ?? [])],
});

const ranked = (row: Omit<FindingRow, 'rank' | 'rankReasons'>, { tenantId }: EvaluationContext): FindingRow => {
  const place = { ...row, tenantId };
  return { ...row, rank: rankOf(place), rankReasons: rankReasonsOf(place) };
};

const born = (
  outcome: FindingOutcome,
  judgment: Failing,
  occasion: EvaluationContext,
  before?: FindingRow,
): FindingRow => {
  const at = instantOf(occasion.now);
  return ranked(
    {
      ...said(outcome, judgment, occasion),
      state: 'open',
      firstSeenAt: before?.firstSeenAt ?? at,
      lastSeenAt: at,
      reopenedAt: before === undefined ? null : at,
      acknowledgedAt: null,
      resolvedAt: null,
      resolvedReason: null,
      revision: before?.revision ?? 0,
      ...noSuppression,
    },
    occasion,
  );
};

/** The same text for the same content, whatever the order of its keys: a database gives them back in another. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

/** Whether a write of the row would say what stands already. */
export const hasSameContent = (row: FindingRow, before: FindingRow): boolean => canonical(row) === canonical(before);

/** What is to be written: the row, as the successor of the one that was read. */
export const toChange = (
  row: FindingRow,
  before: FindingRow | undefined,
  steps: readonly HistoryEntry[],
): FindingChange => ({
  row: { ...row, revision: (before?.revision ?? 0) + 1 },
  previous: before,
  historyEntries: before === undefined ? steps : [...expiryHistory(before), ...steps],
});

const step = (row: FindingRow, event: HistoryEntry['event'], now: Date, reason = row.reason): HistoryEntry => {
  const { verdict, severity, state, resolvedReason } = row;
  const nobody = { memberId: null, until: null, approver: null } as const;
  return { at: instantOf(now), event, verdict, severity, state, reason, resolvedReason, ...nobody };
};

const isWorse = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

/** What somebody muted or accepted was less bad than what is there now: that was never muted. */
const outgrew = (before: FindingRow, { severity }: FindingRow): boolean =>
  isSuppressed(before) && before.acceptedSeverity !== null && isWorse(severity, before.acceptedSeverity);

const failingNow = (
  before: FindingRow | undefined,
  outcome: FindingOutcome,
  judgment: Failing,
  occasion: EvaluationContext,
): FindingChange | undefined => {
  const { now } = occasion;
  if (before === undefined) {
    const row = born(outcome, judgment, occasion);
    return toChange(row, before, [step(row, 'opened', now)]);
  }
  const again = born(outcome, judgment, occasion, before);
  if (before.state === 'resolved') return toChange(again, before, [step(again, 'reopened', now)]);
  if (outgrew(before, again)) {
    const why = `worse than when it was ${before.state === 'muted' ? 'muted' : 'accepted'}: ${again.reason}`;
    return toChange(again, before, [step(again, 'reopened', now, why)]);
  }
  const ended = isSuppressionExpired(before) ? noSuppression : {};
  const row = ranked({ ...before, ...said(outcome, judgment, occasion), ...ended }, occasion);
  if (hasSameContent(row, before)) return undefined;
  const worseOrBetter = row.verdict !== before.verdict || row.severity !== before.severity;
  const seen = { ...row, lastSeenAt: instantOf(now) };
  return toChange(seen, before, worseOrBetter ? [step(seen, 'changed', now)] : []);
};

const gone = (before: FindingRow, resolvedReason: ResolvedReason, { now }: EvaluationContext): FindingChange => {
  const end = { resolvedAt: instantOf(now), resolvedReason } as const;
  const row: FindingRow = { ...before, state: 'resolved', stale: false, ...end, ...noSuppression };
  return toChange(row, before, [step(row, 'resolved', now)]);
};

type Judged = { readonly outcome: FindingOutcome; readonly judgment: Judgment };

/** What becomes of a row whose subject did not fail this time. */
const notFailing = (
  before: FindingRow,
  own: VerdictKind | undefined,
  outcome: FindingOutcome | undefined,
  occasion: EvaluationContext,
): FindingChange | undefined => {
  if (before.state === 'resolved') return undefined;
  const couldNotLook = own === 'unknown' || (outcome?.verdict === 'unknown' && outcome.judgments.length === 0);
  if (!couldNotLook)
    return gone(
      before,
      own === 'pass' ? 'fixed' : (outcome?.finding.resolvedReasonWhenAbsent ?? 'subject-gone'),
      occasion,
    );
  const row = { ...before, stale: true, ...(isSuppressionExpired(before) ? noSuppression : {}) };
  return hasSameContent(row, before) ? undefined : toChange(row, before, []);
};

/**
 * Turns what was judged into what is to be written. Only a look resolves: what could not be looked at keeps its last verdict and is marked stale.
 * A finding that comes back is the same one, with its first sighting kept. Nothing comes out for what stands as it stood.
 */
export const applyOutcomes = (
  previous: readonly FindingRow[],
  outcomes: readonly FindingOutcome[],
  occasion: EvaluationContext,
): LifecycleResult => {
  const known = new Map(previous.map((row) => [identityOf(row), row]));
  const byFinding = new Map(outcomes.map((outcome) => [outcome.finding.id, outcome]));
  const judged = new Map<string, Judged>();
  for (const outcome of outcomes) {
    for (const judgment of outcome.judgments) {
      judged.set(identityOf({ findingId: outcome.finding.id, subject: judgment.subject }), { outcome, judgment });
    }
  }
  const seen = [...judged].flatMap(([identity, { outcome, judgment }]) =>
    isFailing(judgment) ? (failingNow(known.get(identity), outcome, judgment, occasion) ?? []) : [],
  );
  const unseen = [...known].flatMap(([identity, row]) => {
    const judgment = judged.get(identity)?.judgment;
    if (judgment !== undefined && isFailing(judgment)) return [];
    return notFailing(row, judgment?.verdict, byFinding.get(row.findingId), occasion) ?? [];
  });
  return summed(known, [...seen, ...unseen]);
};

const isComing = ({ event }: HistoryEntry): boolean => event === 'opened' || event === 'reopened';

const summed = (known: ReadonlyMap<string, FindingRow>, changes: readonly FindingChange[]): LifecycleResult => {
  const rows = new Map([...known, ...changes.map(({ row }) => [identityOf(row), row] as const)]);
  const of = (event: HistoryEntry['event']) =>
    changes.filter(({ historyEntries }) => historyEntries.some((each) => each.event === event)).length;
  const standing = [...rows.values()].filter(({ state }) => state !== 'resolved').length;
  const came = changes.filter(
    ({ row, historyEntries }) => row.state !== 'resolved' && historyEntries.some(isComing),
  ).length;
  const [opened, resolved, reopened] = [of('opened'), of('resolved'), of('reopened')];
  return { changes, rows: [...rows.values()], opened, resolved, reopened, unchanged: standing - came };
};
