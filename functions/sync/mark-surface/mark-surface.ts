import type { z } from 'zod';
import type { Clock } from '#shared/kernel/clock.ts';
import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import { readFailed } from '#shared/kernel/read-state.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Runs } from '#shared/store/run-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(mspId: MspId, tenantId: TenantId): TenantScope;
  readonly states: Pick<SurfaceStates, 'ofTarget' | 'record'>;
  readonly runs: Pick<Runs, 'recordProgress'>;
  /** Writes the log entry and the metrics. */
  recordFailure(failure: { surfaceId: string; error: string; state: string }): void;
}

type Input = z.output<typeof contract.input>;

/**
 * Records a surface as `stale` if it was read before, else as `failed`, since the first of its consecutive failures.
 * Its facts remain.
 */
export const markSurface = async ({ run, target, error }: Input, deps: Deps): Promise<{ state: string }> => {
  const scope = deps.scopeOf(run.mspId, run.tenantId);
  const before = await deps.states.ofTarget(scope, target);
  const after = readFailed(before, deps.clock.now(), error);
  const { state } = after.state;
  await deps.states.record(scope, target, after, run.fence);
  await deps.runs.recordProgress(scope, run.runId, target, { state, read: 0, written: 0, requests: 0, seconds: 0 });
  deps.recordFailure({ surfaceId: target.surfaceId, error, state });
  return { state };
};
