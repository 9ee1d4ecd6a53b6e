import type { z } from 'zod';
import { addSeconds } from '#shared/kernel/clock.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import { credentialRefusals } from '#shared/kernel/credential-refusals.ts';
import { type AppError, type ErrorCode, isAppError } from '#shared/kernel/errors.ts';
import { RunId } from '#shared/kernel/ids.ts';
import { readFailed, readPostponed } from '#shared/kernel/read-state.ts';
import { nextDueAt, type RunKind, type RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { AcquiredLease } from '#shared/store/lease-store.ts';
import { candidateReads } from './candidate-reads.ts';
import type { contract, Plan } from './contract.ts';
import type { Deps } from './deps.ts';
import { isProbeDue } from './is-probe-due.ts';
import { planLanes } from './plan-lanes.ts';
import { selectDueReads } from './select-reads.ts';

type Input = z.output<typeof contract.input>;

/**
 * 1. The connection must exist and read this kind. 2. Acquires the lease; if another run holds it, this one is skipped.
 * 3. A new token says which scopes are granted; a refused credential ends the run here. 4. Plans the reads that are due
 * and permitted; reads that are not permitted are recorded without a request.
 */
export const planTenant = async ({ kind, execution, tenant }: Input, deps: Deps): Promise<Plan> => {
  const scope = deps.scopeOf(tenant.mspId, tenant.tenantId);
  const connection = await deps.connections.get(scope, tenant.connectionId);
  if (connection === undefined || connection.tenantId !== tenant.tenantId || !connection.reads.includes(kind)) {
    await deps.due.unschedule(scope, tenant.connectionId, kind);
    return skipped(scope, tenant.runId, deps);
  }
  const lease = await acquireLease(scope, kind, { execution, tenant }, deps);
  if (lease === undefined) return skipped(scope, tenant.runId, deps);

  const { mspId, tenantId, connectionId, trigger } = tenant;
  const run: RunRef = { mspId, tenantId, connectionId, runId: lease.runId, fence: lease.fence };
  if (lease.abandonedRun !== undefined) await deps.runs.finish(scope, lease.abandonedRun, 'failed');
  await deps.runs.start(scope, { ...run, kind, trigger });
  try {
    const scopes = await deps.grantedTo(connection);
    await recordAccepted(scope, connection, scopes, deps);
    const reads = await selectDueReads({ scope, kind, run, connection, scopes, trigger }, deps);
    const probe = await deps.probes.ofTenant(scope);
    const isDue = isProbeDue(kind, connection, probe, deps.clock.now());
    return { outcome: 'planned', run, lanes: planLanes(reads), isProbeDue: isDue };
  } catch (error) {
    if (!isAppError(error, ...refusals, ...unreachable)) throw error;
    if (isAppError(error, ...refusals)) {
      await deps.connections.recordCredentialState(scope, connectionId, { state: 'refused', code: error.code });
    }
    await endRefused(scope, kind, run, { connection, error }, deps);
    return { outcome: 'refused', run };
  }
};

/** Entra does not admit the application: a person has to act. */
const refusals: readonly ErrorCode[] = [...credentialRefusals, 'TokenRefused'];
/** Entra did not answer or is throttling: the next run tries again. */
const unreachable: readonly ErrorCode[] = ['MicrosoftThrottled', 'MicrosoftUnavailable', 'MicrosoftAnswerMalformed'];

const acquireLease = async (
  scope: TenantScope,
  kind: RunKind,
  { execution, tenant }: Pick<Input, 'execution' | 'tenant'>,
  deps: Deps,
): Promise<AcquiredLease | undefined> => {
  const runId = tenant.runId ?? RunId.parse(deps.newId('run'));
  try {
    return await deps.leases.acquire(scope, kind, { connectionId: tenant.connectionId, runId, execution });
  } catch (error) {
    if (isAppError(error, 'LeaseHeld')) return undefined;
    throw error;
  }
};

/** A requested run that cannot start ends as failed, so that the person who asked sees it. */
const skipped = async (scope: TenantScope, requestedRunId: RunId | undefined, { runs }: Deps): Promise<Plan> => {
  if (requestedRunId !== undefined) await runs.finish(scope, requestedRunId, 'failed');
  return { outcome: 'skipped' };
};

const recordAccepted = async (
  scope: TenantScope,
  { connectionId, credential, grantedScopes }: Connection,
  scopes: readonly string[] | undefined,
  { connections }: Deps,
): Promise<void> => {
  if (credential.state !== 'valid') await connections.recordCredentialState(scope, connectionId, { state: 'valid' });
  if (scopes === undefined) return;
  const granted = scopes.toSorted();
  if (!isSameContent(granted, grantedScopes))
    await connections.recordTenant(scope, connectionId, { grantedScopes: granted });
};

const endRefused = async (
  scope: TenantScope,
  kind: RunKind,
  run: RunRef,
  { connection, error }: { readonly connection: Connection; readonly error: AppError },
  deps: Deps,
): Promise<void> => {
  const now = deps.clock.now();
  const { retryAfterSeconds } = error.details;
  const resumeAt =
    error.code === 'MicrosoftThrottled' && retryAfterSeconds !== undefined
      ? addSeconds(now, retryAfterSeconds)
      : undefined;
  for (const { target, before } of await candidateReads(scope, kind, connection, deps)) {
    const after =
      resumeAt === undefined ? readFailed(before, now, error.code) : readPostponed(before, resumeAt, now, error.code);
    await deps.states.record(scope, target, after, run.fence);
  }
  await deps.runs.finish(scope, run.runId, 'failed');
  await deps.due.schedule(
    scope,
    run.connectionId,
    run.tenantId,
    kind,
    nextDueAt(kind, now, resumeAt === undefined ? [] : [resumeAt]),
  );
  await deps.leases.release(scope, kind, run);
};
