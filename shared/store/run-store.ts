import { Entity } from 'electrodb';
import { z } from 'zod';
import { addDays, epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { ConnectionId, MspId, RunId, TenantId } from '#shared/kernel/ids.ts';
import { type ReadTarget, RunKind, RunState, SurfaceProgress, Trigger } from '#shared/kernel/run.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk, unexpired } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;
/** Runs are stored this many days. */
const keptDays = 30;

/** One execution of a state machine for one tenant, with its progress. */
export const Run = z.object({
  mspId: MspId,
  runId: RunId,
  connectionId: ConnectionId,
  tenantId: TenantId,
  kind: RunKind,
  trigger: Trigger,
  state: RunState,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  surfaces: z.record(z.string(), SurfaceProgress),
  expiresAtSeconds: z.int(),
});
export type Run = z.output<typeof Run>;
export type NewRun = Pick<Run, 'runId' | 'connectionId' | 'tenantId' | 'kind' | 'trigger'>;

/** Lists the runs of a connection. The run itself is stored under its own id. */
export const RunReference = Run.pick({ mspId: true, connectionId: true, runId: true, expiresAtSeconds: true });

const runEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('run'),
      attributes: { ...attributesOf(Run, shapeVersion, ['mspId', 'runId']), state: { type: 'string' } },
      indexes: { record: { pk: pk(['mspId', 'runId'], 'MSP#${mspId}#RUN#${runId}'), sk: sk([], 'RUN') } },
    },
    entityConfig(table),
  );

const referenceEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('run-of-connection'),
      attributes: attributesOf(RunReference, shapeVersion, ['mspId', 'connectionId', 'runId']),
      indexes: {
        record: {
          pk: pk(['mspId', 'connectionId'], 'MSP#${mspId}#CONNECTION#${connectionId}'),
          sk: sk(['runId'], 'RUN#${runId}'),
        },
      },
    },
    entityConfig(table),
  );

/** By the start of the run. */
export type RunSort = 'newest' | 'oldest';

export interface RunPage {
  readonly items: readonly Run[];
  /** Pass it as `after` to get the next page; undefined at the end. */
  readonly next: RunId | undefined;
}

export interface Runs {
  get(scope: MspScope, runId: RunId): Promise<Run | undefined>;

  /** Starts a run, or returns it where it was started before. */
  start(scope: MspScope, run: NewRun): Promise<Run>;

  /** The runs of a connection, newest first unless `sort` says otherwise. */
  ofConnection(
    scope: MspScope,
    connectionId: ConnectionId,
    page: { readonly limit: number; readonly sort?: RunSort | undefined; readonly after?: RunId | undefined },
  ): Promise<RunPage>;

  /** Records the progress with one read target. Targets that report at the same time do not overwrite each other. */
  recordProgress(scope: MspScope, runId: RunId, target: ReadTarget, progress: SurfaceProgress): Promise<void>;

  /** Ends a run. A run that has ended stays unchanged. */
  finish(scope: MspScope, runId: RunId, state: Exclude<RunState, 'running'>): Promise<void>;
}

export const runs = (table: Table): Runs => {
  const entity = runEntity(table);
  const references = referenceEntity(table);

  const get = async ({ mspId }: MspScope, runId: RunId): Promise<Run | undefined> => {
    const { data } = await databaseCall(() => entity.get({ mspId, runId }).go(consistent));
    if (data === null) return undefined;
    const [run] = unexpired(table, [Run.parse(data)]);
    return run === undefined ? undefined : { ...run, surfaces: bySurface(run.surfaces) };
  };

  return {
    get,

    async start(scope, { runId, connectionId, tenantId, kind, trigger }) {
      const known = await get(scope, runId);
      if (known !== undefined) return known;
      const now = table.clock.now();
      const run: Run = {
        mspId: scope.mspId,
        runId,
        connectionId,
        tenantId,
        kind,
        trigger,
        state: 'running',
        startedAt: instantOf(now),
        finishedAt: null,
        surfaces: {},
        expiresAtSeconds: epochSeconds(addDays(now, keptDays)),
      };
      await databaseCall(() => references.put(RunReference.parse(run)).go());
      try {
        await databaseCall(() => entity.create(run).go());
        return run;
      } catch (error) {
        if (!isAppError(error, 'RecordChanged')) throw error;
        return (await get(scope, runId)) ?? run; // somebody started it at the same moment
      }
    },

    async ofConnection(scope, connectionId, { limit, sort = 'newest', after }) {
      const query = references.query.record({ mspId: scope.mspId, connectionId });
      const pastLast = (runId: RunId) => (sort === 'newest' ? query.lt({ runId }) : query.gt({ runId }));
      const { data } = await databaseCall(() =>
        (after === undefined ? query : pastLast(after))
          // The oldest runs may have expired and still be stored, so they are left out before they are counted.
          .where(({ expiresAtSeconds }, { gt }) => gt(expiresAtSeconds, table.clock.now().getTime() / 1000))
          .go({ ...consistent, order: sort === 'newest' ? 'desc' : 'asc', limit: limit + 1, count: limit + 1 }),
      );
      const found = data.map((item) => RunReference.parse(item));
      const page = found.slice(0, limit);
      const read = await Promise.all(page.map(({ runId }) => get(scope, runId)));
      return {
        items: read.filter((run) => run !== undefined),
        next: found.length > limit ? page.at(-1)?.runId : undefined,
      };
    },

    async recordProgress({ mspId }, runId, target, progress) {
      await databaseCall(() =>
        entity
          .patch({ mspId, runId })
          .data(({ surfaces }, { set }) => {
            set(surfaces[targetName(target)], SurfaceProgress.parse(progress));
          })
          .go(),
      );
    },

    async finish(scope, runId, state) {
      const run = await get(scope, runId);
      if (run === undefined || run.state !== 'running') return;
      const finishedAt = instantOf(table.clock.now());
      await databaseCall(() => entity.patch({ mspId: scope.mspId, runId }).set({ state, finishedAt }).go());
    },
  };
};

const separator = '/';
const targetName = ({ surfaceId, mailboxId }: ReadTarget): string =>
  mailboxId === undefined ? surfaceId : `${surfaceId}${separator}${mailboxId}`;

/** Combines the mailboxes of a surface for readers: it adds up their counts and takes the worst state. */
const bySurface = (targets: Run['surfaces']): Run['surfaces'] => {
  const grouped = Map.groupBy(Object.entries(targets), ([name]) => name.split(separator)[0] ?? name);
  return Object.fromEntries(
    [...grouped].map(([surfaceId, each]) => [surfaceId, addUp(each.map(([, progress]) => progress))]),
  );
};

const addUp = (parts: readonly SurfaceProgress[]): SurfaceProgress => {
  const sum = (of: (part: SurfaceProgress) => number) => parts.reduce((total, part) => total + of(part), 0);
  const isNot = (...states: readonly string[]) => parts.find(({ state }) => !states.includes(state));
  const worst = isNot('ok', 'partial') ?? isNot('ok') ?? parts[0];
  return {
    state: worst?.state ?? 'never-read',
    read: sum(({ read }) => read),
    written: sum(({ written }) => written),
    requests: sum(({ requests }) => requests),
    seconds: sum(({ seconds }) => seconds),
  };
};
