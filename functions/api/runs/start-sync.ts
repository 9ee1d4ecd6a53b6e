import { AppError } from '#shared/kernel/errors.ts';
import { RunId } from '#shared/kernel/ids.ts';
import { leaseSeconds, type RunKind } from '#shared/kernel/run.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Run } from '#shared/store/run-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { knownConnection, toAnswer } from './run-answer.ts';

type Op = typeof contract.operations.startSync;

/** One run for each thing that the connection reads. Where one is under way it is the answer: pressing the button twice reads the tenant once. */
export const startSync = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const connection = await knownConnection(deps, caller, params.connectionId);
  const runs: Run[] = [];
  for (const kind of ['posture', 'communications'] as const) {
    if (!connection.reads.includes(kind)) continue;
    runs.push((await underWay(caller, connection, kind, deps)) ?? (await begin(caller, connection, kind, deps)));
  }
  const [first] = runs;
  if (first === undefined) throw new Error('a connection reads nothing, which its schema refuses');
  return { body: { ...toAnswer(first), runs: runs.map(toAnswer) } };
};

/** The run that holds the tenant, or one that was asked for and has not taken hold of it yet. */
const underWay = async (
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

/** The record stands before the machine starts, so that whoever asks for the run finds it. */
const begin = async (
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
