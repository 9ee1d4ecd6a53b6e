import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { type Refusal, readAt, refusedFor, type VisitState } from '#shared/kernel/read-state.ts';
import type { RunRef, SurfaceVisit } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import { ownDomains } from '#shared/posture/verified-domains.ts';
import type { TechnicianMailbox } from '#shared/store/connection-record.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { AnySurface, GraphReader, Reading, Way } from '#shared/surfaces/define-surface.ts';
import { audienceOf, audienceSources } from './audiences.ts';
import { collectFacts } from './collect-facts.ts';
import { collectMailbox } from './collect-mailbox.ts';
import { collectOneByOne } from './collect-per-subject.ts';
import { knownPlans, knownPosture } from './known-posture.ts';
import { basisOf, sinceOf, wholeAfter } from './mailbox-cursor.ts';
import type { CollectedCounts, Collecting } from './ports.ts';
import { withoutPlans } from './without-plan-requirements.ts';

export interface SurfaceReading {
  readonly surface: AnySurface;
  readonly scope: TenantScope;
  readonly run: RunRef;
  readonly visit: SurfaceVisit;
  readonly startedAt: Date;
  readonly endsAt: Date;
}

/** Reads by the first way that is open and records how it stands; a surface that no way leads to is recorded as such, without an error. */
export const readByItsWays = async (
  reading: SurfaceReading,
  collecting: Collecting,
  metered: (reader: GraphReader) => GraphReader,
): Promise<void> => {
  const { surface, scope, run, visit } = reading;
  const { states, runs, clock } = collecting;
  // Announced before the connection is read: a mailbox that is taken off the list after this takes the announcement away, and nothing more is written.
  if (visit.mailboxId !== undefined) await states.claim(scope, visit, run.fence);
  const connection = await connectionOf(reading, collecting);
  const microsoft = await collecting.microsoftFor(connection);
  const graph = microsoft.reader(surface, reading.endsAt);
  const outcome = await firstOpenWay(reading, connection, microsoft, metered(graph), collecting);

  const before = await states.ofVisit(scope, visit);
  const after =
    'counts' in outcome
      ? {
          ...readAt(outcome.begunAt ?? reading.startedAt),
          ...(outcome.whole !== undefined && { whole: outcome.whole }),
        }
      : refusedFor(before, outcome, surface.optional ?? false);
  await states.record(scope, visit, { ...after, factVersion: surface.factVersion }, run.fence);
  const { state } = after.state;
  const counts = 'counts' in outcome ? outcome.counts : nothing;
  const seconds = (clock.now().getTime() - reading.startedAt.getTime()) / 1000;
  const progress = { read: counts.read, written: counts.written, requests: graph.requests(), seconds };
  await runs.progress(scope, run.runId, visit, { state, ...progress });
  collecting.note({
    surfaceId: surface.id,
    outcome: state,
    ...progress,
    removed: counts.removed,
    dropped: counts.dropped,
  });
};

const nothing: CollectedCounts = { read: 0, written: 0, removed: 0, dropped: 0 };

const connectionOf = async ({ scope, run, visit }: SurfaceReading, collecting: Collecting): Promise<Connection> => {
  const connection = await collecting.connectionOf(scope, run.connectionId);
  const isListed = connection?.mailboxes.some(({ mailboxId }) => mailboxId === visit.mailboxId) ?? false;
  if (connection === undefined || (visit.mailboxId !== undefined && !isListed)) {
    throw new AppError('Fenced', 'the connection or its mailbox was removed while the run went on');
  }
  return connection;
};

interface Collected {
  readonly counts: CollectedCounts;
  /** Of a mailbox: the last reading of its whole window. */
  readonly whole?: VisitState['whole'];
  /** Of a reading that went on with an earlier one: when that began. */
  readonly begunAt?: Date;
}
type Outcome = Collected | Refusal;

/** Tries the ways in their order of preference. Graph's own refusal of a way closes it; the last refusal that names a license weighs more than a scope. */
const firstOpenWay = async (
  reading: SurfaceReading,
  connection: Connection,
  microsoft: Pick<Microsoft, 'roles'>,
  graph: GraphReader,
  collecting: Collecting,
): Promise<Outcome> => {
  const { surface, scope } = reading;
  const isPlanBound = surface.ways.some(({ plans }) => plans !== undefined);
  const plans = isPlanBound ? await knownPlans(scope, collecting) : new Set<string>();
  let roles = await microsoft.roles();
  let isFresh = false;
  let [...ways] = plans === undefined ? withoutPlans(surface.ways) : surface.ways;
  let refusal: Refusal | undefined;
  for (;;) {
    const [first, ...others] = ways;
    if (first === undefined) return refusal ?? { state: 'needs-access', needs: [] };
    const access = collecting.accessOf({ ...surface, ways: [first, ...others] }, { roles, plans: plans ?? new Set() });
    if (access.state === 'needs-access' && !isFresh) {
      // The token of a warm Lambda may be older than a consent.
      roles = await microsoft.roles({ fresh: true });
      isFresh = true;
      continue;
    }
    if (access.state !== 'ok') return refusal ?? access;
    try {
      return await collect(reading, connection, { way: access.way, graph }, collecting);
    } catch (error) {
      if (!isAppError(error, 'NeedsAccess', 'NeedsLicense')) throw error;
      refusal = heavier(refusal, {
        state: error.code === 'NeedsLicense' ? 'needs-license' : 'needs-access',
        needs: error.details.needs ?? access.way.scopes.map(([least]) => least),
      });
      ways = ways.slice(ways.findIndex(({ name }) => name === access.way.name) + 1);
    }
  }
};

const heavier = (one: Refusal | undefined, other: Refusal): Refusal =>
  one?.state === 'needs-license' && other.state === 'needs-access' ? one : other;

const collect = async (
  reading: SurfaceReading,
  connection: Connection,
  { way, graph }: { readonly way: Way; readonly graph: GraphReader },
  collecting: Collecting,
): Promise<Collected> => {
  const { surface, scope, run, visit, startedAt, endsAt } = reading;
  const { states } = collecting;
  const isOver = () => collecting.clock.now() >= endsAt;
  const mailbox = connection.mailboxes.find(({ mailboxId }) => mailboxId === visit.mailboxId);
  if (mailbox !== undefined) return collectMailboxSince(reading, mailbox, { graph, way: way.name, isOver }, collecting);
  const audience = await audienceFor(surface, scope, collecting);
  const earlier = await earlierOf(surface, scope, run, collecting);
  const { id: surfaceId, factVersion, completeness } = surface;
  const writer = collecting.facts.write(scope, { surfaceId, factVersion, completeness, fence: run.fence });
  const of = { graph, way: way.name, now: startedAt, ...audience, ...earlier };
  if (way.isOneByOne !== true) return { counts: await collectFacts(surface, of, writer, { isOver }) };
  const before = await states.ofVisit(scope, visit);
  const keep = (state: VisitState) => states.record(scope, visit, state, run.fence);
  return collectOneByOne(surface, of, writer, { before, isOver, keep });
};

/** A mailbox is read on from where it was, where that is enough. */
const collectMailboxSince = async (
  { surface, scope, run, visit, startedAt }: SurfaceReading,
  mailbox: TechnicianMailbox,
  { graph, way, isOver }: Pick<Reading, 'graph' | 'way'> & { readonly isOver: () => boolean },
  collecting: Collecting,
): Promise<Collected> => {
  const [customers, isErased, before] = await Promise.all([
    collecting.customersOf(scope),
    collecting.erasedOf(scope),
    collecting.states.ofVisit(scope, visit),
  ]);
  const basis = basisOf(surface, customers);
  const since = sinceOf(surface, before, basis, startedAt);
  const guard = collecting.states.guard(scope, visit, run.fence);
  const of = { run, mailbox, customers, isErased, factVersion: surface.factVersion, now: startedAt };
  const reading = {
    graph,
    way,
    audience: [{ id: mailbox.upn }],
    now: startedAt,
    ...(since !== undefined && { since }),
  };
  const counts = await collectMailbox(surface, { scope, visit: of, reading, guard, isOver }, collecting);
  return { counts, whole: wholeAfter(before, { since, basis, startedAt }) };
};

const audienceFor = async (
  surface: AnySurface,
  scope: TenantScope,
  collecting: Collecting,
): Promise<Pick<Reading, 'audience' | 'ownDomains'>> => {
  if (surface.audience === undefined || surface.audience === 'technician-mailboxes') return { audience: [] };
  const posture = await knownPosture(scope, audienceSources, collecting);
  return { audience: audienceOf(surface.audience, posture), ownDomains: ownDomains(posture) };
};

/**
 * Claimed before it is looked at: what an older run still writes is refused from here on, so that nothing is carried on that this run never saw. The
 * cursor is the beginning of the last complete reading; it stands in the surface's state, which is recorded after everything else.
 */
const earlierOf = async (
  surface: AnySurface,
  scope: TenantScope,
  { fence }: RunRef,
  { states, facts }: Collecting,
): Promise<Pick<Reading, 'earlier'>> => {
  if (surface.remembers !== true) return {};
  const { id: surfaceId, factVersion } = surface;
  await states.claim(scope, { surfaceId }, fence);
  const before = await states.ofVisit(scope, { surfaceId });
  const known = await facts.ofVersion(scope, surfaceId, factVersion);
  const { dataAsOf } = before.state;
  const isOfThisVersion = before.factVersion === factVersion && dataAsOf !== null;
  const completeAt = isOfThisVersion ? new Date(dataAsOf) : undefined;
  return { earlier: { facts: known.map((fact): unknown => surface.fact.parse(fact)), completeAt } };
};
