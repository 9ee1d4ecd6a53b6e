import { instantOf } from '#shared/kernel/clock.ts';
import type { Subject, VerdictKind } from '#shared/kernel/verdict.ts';
import type { Judgement } from './define-finding.ts';
import { type FindingRow, type HistoryEntry, identityOf, type ResolvedReason } from './finding-row.ts';
import type { Outcome } from './judge.ts';
import { rankOf, rankReasonsOf } from './ranking.ts';

/** A row to write, and the step of its life that goes with it. */
export interface Change {
  readonly row: FindingRow;
  readonly before: FindingRow | undefined;
  readonly history: HistoryEntry | undefined;
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

type Failing = Judgement & { readonly verdict: 'warn' | 'fail' };
const isFailing = (judgement: Judgement): judgement is Failing =>
  judgement.verdict === 'warn' || judgement.verdict === 'fail';

/** What the judgement says, without anything of the row's life. */
const said = ({ finding }: Outcome, judgement: Failing, { usersInTenant, userDomainOf }: Occasion) => ({
  findingId: finding.id,
  version: finding.version,
  subject: judgement.subject,
  verdict: judgement.verdict,
  // A verdict without a severity in the catalogue is a mistake of ours; the mildest one keeps it visible.
  severity: judgement.severity ?? finding.severity[judgement.verdict] ?? 'info',
  threat: finding.threat ?? false,
  stale: false,
  reason: judgement.reason,
  evidence: { ...judgement.evidence },
  usersAffected: judgement.usersAffected ?? 0,
  usersInTenant,
  privileged: judgement.privileged ?? false,
  userDomain: userDomainOf(judgement.subject),
  dollarsPerYear: judgement.dollarsPerYear ?? null,
});

const ranked = (row: Omit<FindingRow, 'rank' | 'rankReasons'>, { tenantId }: Occasion): FindingRow => {
  const place = { ...row, tenantId };
  return { ...row, rank: rankOf(place), rankReasons: rankReasonsOf(place) };
};

const born = (outcome: Outcome, judgement: Failing, occasion: Occasion, before?: FindingRow): FindingRow => {
  const at = instantOf(occasion.now);
  return ranked(
    {
      ...said(outcome, judgement, occasion),
      state: 'open',
      firstSeenAt: before?.firstSeenAt ?? at,
      lastSeenAt: at,
      reopenedAt: before === undefined ? null : at,
      acknowledgedAt: null,
      resolvedAt: null,
      resolvedReason: null,
      until: null,
    },
    occasion,
  );
};

const hasLapsed = (row: FindingRow, now: Date): boolean =>
  (row.state === 'muted' || row.state === 'risk-accepted') &&
  row.until !== null &&
  Date.parse(row.until) <= now.getTime();

/** The same text for the same content, whatever the order of its keys: a database gives them back in another. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

const step = (row: FindingRow, event: HistoryEntry['event'], now: Date): HistoryEntry => {
  const { verdict, severity, state, reason, resolvedReason } = row;
  return { at: instantOf(now), event, verdict, severity, state, reason, resolvedReason };
};

const failingNow = (before: FindingRow | undefined, outcome: Outcome, judgement: Failing, occasion: Occasion) => {
  const { now } = occasion;
  if (before === undefined) {
    const row = born(outcome, judgement, occasion);
    return { row, before, history: step(row, 'opened', now) };
  }
  if (before.state === 'resolved' || hasLapsed(before, now)) {
    const row = born(outcome, judgement, occasion, before);
    return { row, before, history: step(row, 'reopened', now) };
  }
  const row = ranked({ ...before, ...said(outcome, judgement, occasion) }, occasion);
  if (canonical(row) === canonical(before)) return undefined;
  const worseOrBetter = row.verdict !== before.verdict || row.severity !== before.severity;
  const seen = { ...row, lastSeenAt: instantOf(now) };
  return { row: seen, before, history: worseOrBetter ? step(seen, 'changed', now) : undefined };
};

const gone = (before: FindingRow, resolvedReason: ResolvedReason, { now }: Occasion): Change => {
  const end = { resolvedAt: instantOf(now), resolvedReason, until: null } as const;
  const row: FindingRow = { ...before, state: 'resolved', stale: false, ...end };
  return { row, before, history: step(row, 'resolved', now) };
};

type Judged = { readonly outcome: Outcome; readonly judgement: Judgement };

/** What becomes of a row whose subject did not fail this time. */
const notFailing = (
  before: FindingRow,
  own: VerdictKind | undefined,
  outcome: Outcome | undefined,
  occasion: Occasion,
): Change | undefined => {
  if (before.state === 'resolved') return undefined;
  const couldNotLook = own === 'unknown' || (outcome?.verdict === 'unknown' && outcome.judgements.length === 0);
  if (couldNotLook) return before.stale ? undefined : { row: { ...before, stale: true }, before, history: undefined };
  return gone(before, own === 'pass' ? 'fixed' : (outcome?.finding.whenGone ?? 'subject-gone'), occasion);
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
    for (const judgement of outcome.judgements) {
      judged.set(identityOf({ findingId: outcome.finding.id, subject: judgement.subject }), { outcome, judgement });
    }
  }
  const seen = [...judged].flatMap(([identity, { outcome, judgement }]) =>
    isFailing(judgement) ? (failingNow(known.get(identity), outcome, judgement, occasion) ?? []) : [],
  );
  const unseen = [...known].flatMap(([identity, row]) => {
    const judgement = judged.get(identity)?.judgement;
    if (judgement !== undefined && isFailing(judgement)) return [];
    return notFailing(row, judgement?.verdict, byFinding.get(row.findingId), occasion) ?? [];
  });
  return summed(known, [...seen, ...unseen]);
};

const summed = (known: ReadonlyMap<string, FindingRow>, changes: readonly Change[]): Moves => {
  const rows = new Map([...known, ...changes.map(({ row }) => [identityOf(row), row] as const)]);
  const of = (event: HistoryEntry['event']) => changes.filter(({ history }) => history?.event === event).length;
  const standing = [...rows.values()].filter(({ state }) => state !== 'resolved').length;
  const [opened, resolved, reopened] = [of('opened'), of('resolved'), of('reopened')];
  return { changes, rows: [...rows.values()], opened, resolved, reopened, unchanged: standing - opened - reopened };
};
