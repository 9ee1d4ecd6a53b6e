import type { Clock } from '#shared/kernel/clock.ts';
import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { Runs } from '#shared/store/run-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(mspId: MspId, tenantId: TenantId): TenantScope;
  readonly states: Pick<SurfaceStates, 'ofTarget' | 'record'>;
  readonly runs: Pick<Runs, 'recordProgress'>;
  /** Writes the log entry and the metrics. */
  recordFailure(failure: { surfaceId: string; error: string; state: string }): void;
}
