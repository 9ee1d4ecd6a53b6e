import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { type AccessRefusal, type ReadState, readCompleted, readRefused } from '#shared/kernel/read-state.ts';
import type { ReadTarget, RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Microsoft } from '#shared/microsoft/open-microsoft.ts';
import { verifiedDomains } from '#shared/posture/verified-domains.ts';
import type { TechnicianMailbox } from '#shared/store/connection-record.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type {
  AccessOption,
  AnySurface,
  GraphReader,
  GraphRequests,
  ReadContext,
} from '#shared/surfaces/define-surface.ts';
import { audienceOf, audienceSources } from './audiences.ts';
import { collectFacts } from './collect-facts.ts';
import { collectMailbox } from './collect-mailbox.ts';
import { collectPerSubject } from './collect-per-subject.ts';
import { knownPlans, knownPosture } from './known-posture.ts';
import { type LeftOutCounts, leftOutTally } from './left-out-tally.ts';
import { filterHash, incrementalFrom, lastFullSync } from './mailbox-cursor.ts';
import type { CollectedCounts, CollectingPorts } from './ports.ts';
import { unreadParts, withLeftOut } from './unread-parts.ts';
import { withoutPlanRequirements } from './without-plan-requirements.ts';

export interface SurfaceRead {
  readonly surface: AnySurface;
  readonly scope: TenantScope;
  readonly run: RunRef;
  readonly target: ReadTarget;
  readonly startedAt: Date;
  readonly deadlineAt: Date;
}

/**
 * Reads with the first access option that is permitted and records the surface's state. A surface without a permitted
 * option is recorded as such, without an error.
 */
export const readWithFirstPermittedOption = async (
  surfaceRead: SurfaceRead,
  ports: CollectingPorts,
  withThrottling: (reader: GraphRequests) => GraphRequests,
): Promise<void> => {
  const { surface, scope, run, target } = surfaceRead;
  const { states, runs, clock } = ports;
  // The claim is written before the connection is read: removing a mailbox from the list deletes the claim, and after
  // that nothing more is written.
  if (target.mailboxId !== undefined) await states.claim(scope, target, run.fence);
  const connection = await connectionOf(surfaceRead, ports);
  const microsoft = await ports.microsoftFor(connection);
  const graph = microsoft.reader(surface, surfaceRead.deadlineAt);
  const outcome = await firstPermittedOption(surfaceRead, connection, microsoft, withThrottling(graph), ports);

  const before = await states.ofTarget(scope, target);
  const after =
    'counts' in outcome
      ? {
          ...readCompleted(
            outcome.startedAt ?? surfaceRead.startedAt,
            withLeftOut(surface, await unreadParts(surface, scope, ports), outcome.leftOut),
          ),
          ...(outcome.lastFullSync !== undefined && { lastFullSync: outcome.lastFullSync }),
        }
      : readRefused(before, outcome, surface.optional ?? false);
  await states.record(scope, target, { ...after, factVersion: surface.factVersion }, run.fence);
  const { state } = after.state;
  const counts = 'counts' in outcome ? outcome.counts : noCounts;
  const seconds = (clock.now().getTime() - surfaceRead.startedAt.getTime()) / 1000;
  const progress = { read: counts.read, written: counts.written, requests: graph.requests(), seconds };
  await runs.recordProgress(scope, run.runId, target, { state, ...progress });
  ports.recordMetrics({
    surfaceId: surface.id,
    outcome: state,
    ...progress,
    removed: counts.removed,
    dropped: counts.dropped,
  });
};

const noCounts = { read: 0, written: 0, removed: 0, dropped: 0 };

const connectionOf = async ({ scope, run, target }: SurfaceRead, ports: CollectingPorts): Promise<Connection> => {
  const connection = await ports.connectionOf(scope, run.connectionId);
  const isListed = connection?.mailboxes.some(({ mailboxId }) => mailboxId === target.mailboxId) ?? false;
  if (connection === undefined || (target.mailboxId !== undefined && !isListed)) {
    throw new AppError('Fenced', 'the connection or its mailbox was removed while the run was reading');
  }
  return connection;
};

interface Collected {
  readonly counts: CollectedCounts;
  /** Of a mailbox: the last full read of its window. */
  readonly lastFullSync?: ReadState['lastFullSync'];
  /** Of a read that continued an earlier one: the start of the earlier one. */
  readonly startedAt?: Date;
  readonly leftOut: LeftOutCounts;
}
type Outcome = Collected | AccessRefusal;

/**
 * Tries the access options in order of preference. An option that Graph refuses is skipped. Among several refusals, one
 * that names a license is reported rather than one that names a scope.
 */
const firstPermittedOption = async (
  surfaceRead: SurfaceRead,
  connection: Connection,
  microsoft: Pick<Microsoft, 'roles'>,
  graph: GraphRequests,
  ports: CollectingPorts,
): Promise<Outcome> => {
  const { surface, scope } = surfaceRead;
  const isPlanBound = surface.accessOptions.some(({ plans }) => plans !== undefined);
  const plans = isPlanBound ? await knownPlans(scope, ports) : new Set<string>();
  let roles = await microsoft.roles();
  let isFresh = false;
  let [...options] = plans === undefined ? withoutPlanRequirements(surface.accessOptions) : surface.accessOptions;
  let refusal: AccessRefusal | undefined;
  for (;;) {
    const [first, ...others] = options;
    if (first === undefined) return refusal ?? { state: 'needs-access', needs: [] };
    const access = ports.accessOf(
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
      return await collect(surfaceRead, connection, { accessOption: access.accessOption, graph }, ports);
    } catch (error) {
      if (!isAppError(error, 'NeedsAccess', 'NeedsLicense')) throw error;
      refusal = preferLicenseRefusal(refusal, {
        state: error.code === 'NeedsLicense' ? 'needs-license' : 'needs-access',
        needs: error.details.needs ?? access.accessOption.scopes.map(([least]) => least),
      });
      options = options.slice(options.findIndex(({ name }) => name === access.accessOption.name) + 1);
    }
  }
};

const preferLicenseRefusal = (one: AccessRefusal | undefined, other: AccessRefusal): AccessRefusal =>
  one?.state === 'needs-license' && other.state === 'needs-access' ? one : other;

/** Reads with one access option, and counts what was left out of lists and of one-by-one readings. */
const collect = async (
  surfaceRead: SurfaceRead,
  connection: Connection,
  { accessOption, graph: requests }: { readonly accessOption: AccessOption; readonly graph: GraphRequests },
  ports: CollectingPorts,
): Promise<Collected> => {
  const leftOut = leftOutTally();
  const option = { accessOption, graph: { ...requests, leftOut } };
  const collected = await collectWith(surfaceRead, connection, option, ports);
  const counts = leftOut.counts();
  if (counts.objects + counts.records > 0)
    ports.recordLeftOut({ surfaceId: surfaceRead.surface.id, causes: leftOut.causes(), ...counts });
  return { ...collected, leftOut: counts };
};

const collectWith = async (
  surfaceRead: SurfaceRead,
  connection: Connection,
  { accessOption, graph }: { readonly accessOption: AccessOption; readonly graph: GraphReader },
  ports: CollectingPorts,
): Promise<Omit<Collected, 'leftOut'>> => {
  const { surface, scope, run, target, startedAt, deadlineAt } = surfaceRead;
  const { states } = ports;
  const isTimeUp = () => ports.clock.now() >= deadlineAt;
  const mailbox = connection.mailboxes.find(({ mailboxId }) => mailboxId === target.mailboxId);
  if (mailbox !== undefined)
    return collectMailboxSince(surfaceRead, mailbox, { graph, accessOption: accessOption.name, isTimeUp }, ports);
  const audience = await audienceFor(surface, scope, ports);
  const previous = await previousSnapshotOf(surface, scope, run, ports);
  const { id: surfaceId, factVersion, completeness } = surface;
  const writer = ports.facts.write(scope, { surfaceId, factVersion, completeness, fence: run.fence });
  const context = { graph, accessOption: accessOption.name, now: startedAt, ...audience, ...previous };
  if (accessOption.isPerSubject !== true) return { counts: await collectFacts(surface, context, writer, { isTimeUp }) };
  const before = await states.ofTarget(scope, target);
  const saveProgress = (state: ReadState) => states.record(scope, target, state, run.fence);
  return collectPerSubject(surface, context, writer, { before, isTimeUp, saveProgress });
};

/** Reads a mailbox incrementally where that is sufficient. */
const collectMailboxSince = async (
  { surface, scope, run, target, startedAt }: SurfaceRead,
  mailbox: TechnicianMailbox,
  { graph, accessOption, isTimeUp }: Pick<ReadContext, 'graph' | 'accessOption'> & { readonly isTimeUp: () => boolean },
  ports: CollectingPorts,
): Promise<Omit<Collected, 'leftOut'>> => {
  const [customers, isErased, before] = await Promise.all([
    ports.customersOf(scope),
    ports.erasedAddressesOf(scope),
    ports.states.ofTarget(scope, target),
  ]);
  const filter = filterHash(surface, customers);
  const since = incrementalFrom(surface, before, filter, startedAt);
  const guard = ports.states.guard(scope, target, run.fence);
  const mailboxContext = { run, mailbox, customers, isErased, factVersion: surface.factVersion, now: startedAt };
  const readContext = {
    graph,
    accessOption,
    audience: [{ id: mailbox.upn }],
    now: startedAt,
    ...(since !== undefined && { since }),
  };
  const counts = await collectMailbox(surface, { scope, mailboxContext, readContext, guard, isTimeUp }, ports);
  return { counts, lastFullSync: lastFullSync(before, { since, filter, startedAt }) };
};

const audienceFor = async (
  surface: AnySurface,
  scope: TenantScope,
  ports: CollectingPorts,
): Promise<Pick<ReadContext, 'audience' | 'verifiedDomains' | 'othersWereRead'>> => {
  if (surface.audience === undefined || surface.audience === 'technician-mailboxes') return { audience: [] };
  const posture = await knownPosture(scope, audienceSources, ports);
  const audience = audienceOf(surface.audience, posture);
  // A surface that merges keeps the facts of everybody outside of its audience.
  const othersWereRead =
    surface.completeness === 'merge' && (await ports.facts.ofSurface(scope, surface.id)).length > 0;
  return { audience, verifiedDomains: verifiedDomains(posture), othersWereRead };
};

/**
 * Claims the surface before reading the stored facts. From then on writes of an older run are refused, so this run sees
 * everything that it carries forward. The cursor is the start of the last complete read; it is part of the surface's
 * state, which is recorded last.
 */
const previousSnapshotOf = async (
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
  // What was left out of a list is not in a later increment: everything is read again until nothing is left out.
  const isComplete = before.state.unread === undefined;
  const completeAt = isOfThisVersion && isComplete ? new Date(dataAsOf) : undefined;
  return { previous: { facts: known.map((fact): unknown => surface.fact.parse(fact)), completeAt } };
};
