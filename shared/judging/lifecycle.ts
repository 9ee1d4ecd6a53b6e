import { instantOf } from '#shared/kernel/clock.ts';
import { type Severity, type Subject, severities, type VerdictKind } from '#shared/kernel/verdict.ts';
import type { Judgment } from '../findings/define-finding.ts';
import { lapseOf, notQuiet } from './expiry.ts';
import {
  type FindingRow,
  type HistoryEntry,
  identityOf,
  isLapsed,
  isQuiet,
  type ResolvedReason,
} from './finding-row.ts';
import type { Outcome } from './judge.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** A row to write, and the steps of its life that go with it, in their order. */
export interface Change {
  readonly row: FindingRow;
  readonly before: FindingRow | undefined;
  readonly steps: readonly HistoryEntry[];
}

export interface Moves {
  readonly changes: readonly Change[];
  /** Every row as it stands afterwards. */
  readonly rows: readonly FindingRow[];
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  /** Findings that stood before and stand still. */
  readonly unchanged: number;
}

export interface Occasion {
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
const said = ({ finding }: Outcome, judgment: Failing, { usersInTenant, userDomainOf }: Occasion) => ({
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

const ranked = (row: Omit<FindingRow, 'rank' | 'rankReasons'>, { tenantId }: Occasion): FindingRow => {
  const place = { ...row, tenantId };
  return { ...row, rank: rankOf(place), rankReasons: rankReasonsOf(place) };
};

const born = (outcome: Outcome, judgment: Failing, occasion: Occasion, before?: FindingRow): FindingRow => {
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
      ...notQuiet,
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
export const isSame = (row: FindingRow, before: FindingRow): boolean => canonical(row) === canonical(before);

/** What is to be written: the row, as the successor of the one that was read. */
export const changed = (row: FindingRow, before: FindingRow | undefined, steps: readonly HistoryEntry[]): Change => ({
  row: { ...row, revision: (before?.revision ?? 0) + 1 },
  before,
  steps: before === undefined ? steps : [...lapseOf(before), ...steps],
});

const step = (row: FindingRow, event: HistoryEntry['event'], now: Date, reason = row.reason): HistoryEntry => {
  const { verdict, severity, state, resolvedReason } = row;
  const nobody = { memberId: null, until: null, approver: null } as const;
  return { at: instantOf(now), event, verdict, severity, state, reason, resolvedReason, ...nobody };
};

const isWorse = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

/** What somebody muted or accepted was less bad than what is there now: that was never muted. */
const outgrew = (before: FindingRow, { severity }: FindingRow): boolean =>
  isQuiet(before) && before.quietSeverity !== null && isWorse(severity, before.quietSeverity);

const failingNow = (
  before: FindingRow | undefined,
  outcome: Outcome,
  judgment: Failing,
  occasion: Occasion,
): Change | undefined => {
  const { now } = occasion;
  if (before === undefined) {
    const row = born(outcome, judgment, occasion);
    return changed(row, before, [step(row, 'opened', now)]);
  }
  const again = born(outcome, judgment, occasion, before);
  if (before.state === 'resolved') return changed(again, before, [step(again, 'reopened', now)]);
  if (outgrew(before, again)) {
    const why = `worse than when it was ${before.state === 'muted' ? 'muted' : 'accepted'}: ${again.reason}`;
    return changed(again, before, [step(again, 'reopened', now, why)]);
  }
  const ended = isLapsed(before) ? notQuiet : {};
  const row = ranked({ ...before, ...said(outcome, judgment, occasion), ...ended }, occasion);
  if (isSame(row, before)) return undefined;
  const worseOrBetter = row.verdict !== before.verdict || row.severity !== before.severity;
  const seen = { ...row, lastSeenAt: instantOf(now) };
  return changed(seen, before, worseOrBetter ? [step(seen, 'changed', now)] : []);
};

const gone = (before: FindingRow, resolvedReason: ResolvedReason, { now }: Occasion): Change => {
  const end = { resolvedAt: instantOf(now), resolvedReason } as const;
  const row: FindingRow = { ...before, state: 'resolved', stale: false, ...end, ...notQuiet };
  return changed(row, before, [step(row, 'resolved', now)]);
};

type Judged = { readonly outcome: Outcome; readonly judgment: Judgment };

/** What becomes of a row whose subject did not fail this time. */
const notFailing = (
  before: FindingRow,
  own: VerdictKind | undefined,
  outcome: Outcome | undefined,
  occasion: Occasion,
): Change | undefined => {
  if (before.state === 'resolved') return undefined;
  const couldNotLook = own === 'unknown' || (outcome?.verdict === 'unknown' && outcome.judgments.length === 0);
  if (!couldNotLook)
    return gone(before, own === 'pass' ? 'fixed' : (outcome?.finding.whenGone ?? 'subject-gone'), occasion);
  const row = { ...before, stale: true, ...(isLapsed(before) ? notQuiet : {}) };
  return isSame(row, before) ? undefined : changed(row, before, []);
};

/**
 * Turns what was judged into what is to be written. Only a look resolves: what could not be looked at keeps its last verdict and is marked stale.
 * A finding that comes back is the same one, with its first sighting kept. Nothing comes out for what stands as it stood.
 */
export const moveFindings = (
  previous: readonly FindingRow[],
  outcomes: readonly Outcome[],
  occasion: Occasion,
): Moves => {
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

const summed = (known: ReadonlyMap<string, FindingRow>, changes: readonly Change[]): Moves => {
  const rows = new Map([...known, ...changes.map(({ row }) => [identityOf(row), row] as const)]);
  const of = (event: HistoryEntry['event']) =>
    changes.filter(({ steps }) => steps.some((each) => each.event === event)).length;
  const standing = [...rows.values()].filter(({ state }) => state !== 'resolved').length;
  const came = changes.filter(({ row, steps }) => row.state !== 'resolved' && steps.some(isComing)).length;
  const [opened, resolved, reopened] = [of('opened'), of('resolved'), of('reopened')];
  return { changes, rows: [...rows.values()], opened, resolved, reopened, unchanged: standing - came };
};
