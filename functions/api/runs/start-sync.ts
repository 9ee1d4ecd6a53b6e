import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { RunId } from '#shared/kernel/ids.ts';
import { leaseSeconds, type RunKind } from '#shared/kernel/run.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Run } from '#shared/store/run-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { requireConnection, toAnswer } from './run-answer.ts';

type Op = typeof contract.operations.startSync;

/**
 * Starts one run for each kind that the connection reads. A run in progress is returned instead, so that pressing the
 * button twice reads the tenant once.
 */
export const startSync = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await requireConnection(deps, caller, params.connectionId);
  const runs: Run[] = [];
  for (const kind of ['posture', 'communications'] as const) {
    if (!connection.reads.includes(kind)) continue;
    runs.push(
      (await runInProgress(caller, connection, kind, deps)) ?? (await startRun(caller, connection, kind, deps)),
    );
  }
  const [first] = runs;
  if (first === undefined) throw new Error('the connection reads nothing, which its schema forbids');
  return { body: { ...toAnswer(first, connection), runs: runs.map((run) => toAnswer(run, connection)) } };
};

/** The run that holds the lease of the tenant, or a requested run that has not acquired the lease yet. */
const runInProgress = async (
  scope: MemberScope,
  { connectionId, tenantId }: Connection,
  kind: RunKind,
  { leases, runs, clock }: Deps,
): Promise<Run | undefined> => {
  const lease = await leases.holder(scope, tenantId, kind);
  const holder = lease === undefined ? undefined : await runs.get(scope, lease.runId);
  if (holder?.state === 'running') return holder;
  const { items } = await runs.ofConnection(scope, connectionId, { limit: 10 });
  const oldest = clock.now().getTime() - leaseSeconds * 1000;
  return items.find((run) => run.kind === kind && run.state === 'running' && Date.parse(run.startedAt) > oldest);
};

/** The record is stored before the state machine starts, so that the returned run can be read at once. */
const startRun = async (
  scope: MemberScope,
  { connectionId, tenantId }: Connection,
  kind: RunKind,
  { runs, newId, startMachine }: Deps,
): Promise<Run> => {
  const runId = RunId.parse(newId('run'));
  const run = await runs.start(scope, { runId, connectionId, tenantId, kind, trigger: 'person' });
  try {
    await startMachine(kind, { mspId: scope.mspId, connectionId, tenantId, trigger: 'person', runId });
  } catch (cause) {
    await runs.finish(scope, runId, 'failed');
    throw new AppError('StoreUnavailable', 'the run could not be started', { runId }, { cause });
  }
  return run;
};
