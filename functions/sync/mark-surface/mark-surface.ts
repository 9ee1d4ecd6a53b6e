import type { z } from 'zod';
import { readFailed } from '#shared/kernel/read-state.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

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
