import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { type AccessRefusal, type ReadState, readCompleted, readRefused } from '#shared/kernel/read-state.ts';
import type { ReadTarget, RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import { verifiedDomains } from '#shared/posture/verified-domains.ts';
import type { TechnicianMailbox } from '#shared/store/connection-record.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { AccessOption, AnySurface, GraphReader, ReadContext } from '#shared/surfaces/define-surface.ts';
import { audienceOf, audienceSources } from './audiences.ts';
import { collectFacts } from './collect-facts.ts';
import { collectMailbox } from './collect-mailbox.ts';
import { collectPerSubject } from './collect-per-subject.ts';
import { knownPlans, knownPosture } from './known-posture.ts';
import { filterHash, incrementalFrom, lastFullSync } from './mailbox-cursor.ts';
import type { CollectedCounts, CollectingPorts } from './ports.ts';
import { withoutPlanRequirements } from './without-plan-requirements.ts';

export interface SurfaceRead {
  readonly surface: AnySurface;
  readonly scope: TenantScope;
  readonly run: RunRef;
  readonly visit: ReadTarget;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
}

/**
 * Reads with the first access option that is permitted and records the surface's state. A surface without a permitted
 * option is recorded as such, without an error.
 */
export const readWithFirstPermittedOption = async (
  reading: SurfaceRead,
  collecting: CollectingPorts,
  metered: (reader: GraphReader) => GraphReader,
): Promise<void> => {
  const { surface, scope, run, visit } = reading;
  const { states, runs, clock } = collecting;
  // The claim is written before the connection is read: removing a mailbox from the list deletes the claim, and after
  // that nothing more is written.
  if (visit.mailboxId !== undefined) await states.claim(scope, visit, run.fence);
  const connection = await connectionOf(reading, collecting);
  const microsoft = await collecting.microsoftFor(connection);
  const graph = microsoft.reader(surface, reading.deadlineAt);
  const outcome = await firstPermittedOption(reading, connection, microsoft, metered(graph), collecting);

  const before = await states.ofTarget(scope, visit);
  const after =
    'counts' in outcome
      ? {
          ...readCompleted(outcome.begunAt ?? reading.startedAt),
          ...(outcome.whole !== undefined && { whole: outcome.whole }),
        }
      : readRefused(before, outcome, surface.optional ?? false);
  await states.record(scope, visit, { ...after, factVersion: surface.factVersion }, run.fence);
  const { state } = after.state;
  const counts = 'counts' in outcome ? outcome.counts : nothing;
  const seconds = (clock.now().getTime() - reading.startedAt.getTime()) / 1000;
  const progress = { read: counts.read, written: counts.written, requests: graph.requests(), seconds };
  await runs.recordProgress(scope, run.runId, visit, { state, ...progress });
  collecting.recordMetrics({
    surfaceId: surface.id,
    outcome: state,
    ...progress,
    removed: counts.removed,
    dropped: counts.dropped,
  });
};

const nothing: CollectedCounts = { read: 0, written: 0, removed: 0, dropped: 0 };

const connectionOf = async ({ scope, run, visit }: SurfaceRead, collecting: CollectingPorts): Promise<Connection> => {
  const connection = await collecting.connectionOf(scope, run.connectionId);
  const isListed = connection?.mailboxes.some(({ mailboxId }) => mailboxId === visit.mailboxId) ?? false;
  if (connection === undefined || (visit.mailboxId !== undefined && !isListed)) {
    throw new AppError('Fenced', 'the connection or its mailbox was removed while the run went on');
  }
  return connection;
};

interface Collected {
  readonly counts: CollectedCounts;
  /** Of a mailbox: the last full read of its window. */
  readonly whole?: ReadState['lastFullSync'];
  /** Of a read that continued an earlier one: the start of the earlier one. */
  readonly begunAt?: Date;
}
type Outcome = Collected | AccessRefusal;

/**
 * Tries the access options in order of preference. An option that Graph refuses is skipped. Among several refusals, one
 * that names a license is reported rather than one that names a scope.
 */
const firstPermittedOption = async (
  reading: SurfaceRead,
  connection: Connection,
  microsoft: Pick<Microsoft, 'roles'>,
  graph: GraphReader,
  collecting: CollectingPorts,
): Promise<Outcome> => {
  const { surface, scope } = reading;
  const isPlanBound = surface.accessOptions.some(({ plans }) => plans !== undefined);
  const plans = isPlanBound ? await knownPlans(scope, collecting) : new Set<string>();
  let roles = await microsoft.roles();
  let isFresh = false;
  let [...ways] = plans === undefined ? withoutPlanRequirements(surface.accessOptions) : surface.accessOptions;
  let refusal: AccessRefusal | undefined;
  for (;;) {
    const [first, ...others] = ways;
    if (first === undefined) return refusal ?? { state: 'needs-access', needs: [] };
    const access = collecting.accessOf(
      { ...surface, accessOptions: [first, ...others] },
      { roles, plans: plans ?? new Set() },
    );
    if (access.state === 'needs-access' && !isFresh) {
      // The token of a warm Lambda may be older than a consent.
      roles = await microsoft.roles({ fresh: true });
      isFresh = true;
      continue;
    }
    if (access.state !== 'ok') return refusal ?? access;
    try {
      return await collect(reading, connection, { way: access.accessOption, graph }, collecting);
    } catch (error) {
      if (!isAppError(error, 'NeedsAccess', 'NeedsLicense')) throw error;
      refusal = preferLicenseRefusal(refusal, {
        state: error.code === 'NeedsLicense' ? 'needs-license' : 'needs-access',
        needs: error.details.needs ?? access.accessOption.scopes.map(([least]) => least),
      });
      ways = ways.slice(ways.findIndex(({ name }) => name === access.accessOption.name) + 1);
    }
  }
};

const preferLicenseRefusal = (one: AccessRefusal | undefined, other: AccessRefusal): AccessRefusal =>
  one?.state === 'needs-license' && other.state === 'needs-access' ? one : other;

const collect = async (
  reading: SurfaceRead,
  connection: Connection,
  { way, graph }: { readonly way: AccessOption; readonly graph: GraphReader },
  collecting: CollectingPorts,
): Promise<Collected> => {
  const { surface, scope, run, visit, startedAt, deadlineAt } = reading;
  const { states } = collecting;
  const isTimeUp = () => collecting.clock.now() >= deadlineAt;
  const mailbox = connection.mailboxes.find(({ mailboxId }) => mailboxId === visit.mailboxId);
  if (mailbox !== undefined)
    return collectMailboxSince(reading, mailbox, { graph, accessOption: way.name, isTimeUp }, collecting);
  const audience = await audienceFor(surface, scope, collecting);
  const earlier = await earlierOf(surface, scope, run, collecting);
  const { id: surfaceId, factVersion, completeness } = surface;
  const writer = collecting.facts.write(scope, { surfaceId, factVersion, completeness, fence: run.fence });
  const of = { graph, accessOption: way.name, now: startedAt, ...audience, ...earlier };
  if (way.isPerSubject !== true) return { counts: await collectFacts(surface, of, writer, { isTimeUp }) };
  const before = await states.ofTarget(scope, visit);
  const saveProgress = (state: ReadState) => states.record(scope, visit, state, run.fence);
  return collectPerSubject(surface, of, writer, { before, isTimeUp, saveProgress });
};

/** Reads a mailbox incrementally where that is sufficient. */
const collectMailboxSince = async (
  { surface, scope, run, visit, startedAt }: SurfaceRead,
  mailbox: TechnicianMailbox,
  { graph, accessOption, isTimeUp }: Pick<ReadContext, 'graph' | 'accessOption'> & { readonly isTimeUp: () => boolean },
  collecting: CollectingPorts,
): Promise<Collected> => {
  const [customers, isErased, before] = await Promise.all([
    collecting.customersOf(scope),
    collecting.erasedAddressesOf(scope),
    collecting.states.ofTarget(scope, visit),
  ]);
  const basis = filterHash(surface, customers);
  const since = incrementalFrom(surface, before, basis, startedAt);
  const guard = collecting.states.guard(scope, visit, run.fence);
  const of = { run, mailbox, customers, isErased, factVersion: surface.factVersion, now: startedAt };
  const readContext = {
    graph,
    accessOption,
    audience: [{ id: mailbox.upn }],
    now: startedAt,
    ...(since !== undefined && { since }),
  };
  const counts = await collectMailbox(surface, { scope, mailboxContext: of, readContext, guard, isTimeUp }, collecting);
  return { counts, whole: lastFullSync(before, { since, basis, startedAt }) };
};

const audienceFor = async (
  surface: AnySurface,
  scope: TenantScope,
  collecting: CollectingPorts,
): Promise<Pick<ReadContext, 'audience' | 'verifiedDomains'>> => {
  if (surface.audience === undefined || surface.audience === 'technician-mailboxes') return { audience: [] };
  const posture = await knownPosture(scope, audienceSources, collecting);
  return { audience: audienceOf(surface.audience, posture), verifiedDomains: verifiedDomains(posture) };
};

/**
 * Claims the surface before reading the stored facts. From then on writes of an older run are refused, so this run sees
 * everything that it carries forward. The cursor is the start of the last complete read; it is part of the surface's
 * state, which is recorded last.
 */
const earlierOf = async (
  surface: AnySurface,
  scope: TenantScope,
  { fence }: RunRef,
  { states, facts }: CollectingPorts,
): Promise<Pick<ReadContext, 'previous'>> => {
  if (surface.isIncremental !== true) return {};
  const { id: surfaceId, factVersion } = surface;
  await states.claim(scope, { surfaceId }, fence);
  const before = await states.ofTarget(scope, { surfaceId });
  const known = await facts.ofVersion(scope, surfaceId, factVersion);
  const { dataAsOf } = before.state;
  const isOfThisVersion = before.factVersion === factVersion && dataAsOf !== null;
  const completeAt = isOfThisVersion ? new Date(dataAsOf) : undefined;
  return { previous: { facts: known.map((fact): unknown => surface.fact.parse(fact)), completeAt } };
};
