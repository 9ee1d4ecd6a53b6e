import type { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';
import type { Leases } from '#shared/store/lease-store.ts';
import type { Runs } from '#shared/store/run-store.ts';
import type { SurfaceStates } from '#shared/store/surface-state-store.ts';

export interface Deps {
  scopeOf(mspId: MspId, tenantId: TenantId): TenantScope;
  readonly connections: Pick<Connections, 'get' | 'recordTenant'>;
  readonly leases: Pick<Leases, 'assertHeld' | 'release'>;
  readonly runs: Pick<Runs, 'get' | 'finish'>;
  readonly states: Pick<SurfaceStates, 'readStates'>;
  readonly due: Pick<DirectoryDue, 'schedule'>;
  organizationOf(scope: TenantScope): Promise<FactsBySurface['organization'] | undefined>;
}
