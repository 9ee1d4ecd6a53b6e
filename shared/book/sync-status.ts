import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';
import { type BookTenant, isRefused, type LinkedTenant } from './book-tenants.ts';

type States = Readonly<Record<string, SurfaceState>>;

/** Nothing of a tenant is up to date while Microsoft refuses its credential, whatever was recorded before. */
const whileRefused = (state: SurfaceState): SurfaceState =>
  state.state === 'ok'
    ? { ...state, state: 'stale', ...(state.dataAsOf === null ? {} : { since: state.dataAsOf }) }
    : state;

/** The oldest instant of what was read at all; null where nothing was. What a tenant cannot have (no plan, no scope) makes nothing older. */
const oldestOf = (surfaces: States): string | null =>
  Object.values(surfaces)
    .flatMap(({ dataAsOf }) => (dataAsOf === null ? [] : [dataAsOf]))
    .toSorted()[0] ?? null;

/** How it stands with these surfaces over several tenants: each as with its worst tenant, and as old as its oldest. */
export const combinedSyncStatus = (
  surfaceIds: readonly string[],
  tenants: readonly { readonly tenant: LinkedTenant; readonly states: States }[],
): SyncStatus => {
  const surfaces = Object.fromEntries(
    surfaceIds.map((id) => [
      id,
      rollUp(
        tenants.map(({ tenant, states }) => {
          const state = states[id] ?? neverRead;
          return isRefused(tenant) ? whileRefused(state) : state;
        }),
      ),
    ]),
  );
  return { dataAsOf: oldestOf(surfaces), surfaces };
};

export interface SyncStatus {
  readonly dataAsOf: string | null;
  readonly surfaces: Record<string, SurfaceState>;
}

/** The part of it that one card stands on. */
export const syncStatusOf = ({ surfaces }: SyncStatus, surfaceIds: readonly string[]): SyncStatus => {
  const part = Object.fromEntries(surfaceIds.map((id) => [id, surfaces[id] ?? neverRead]));
  return { dataAsOf: oldestOf(part), surfaces: part };
};

export type ReadSurfaceStates = (scope: MspScope, tenantId: TenantId) => Promise<States>;

/** The same, of what is recorded at this moment. */
export const currentSyncStatus = async (
  scope: MspScope,
  surfaceIds: readonly string[],
  tenants: readonly LinkedTenant[],
  statesOf: ReadSurfaceStates,
) =>
  combinedSyncStatus(
    surfaceIds,
    await Promise.all(
      tenants.map(async (tenant) => ({ tenant, states: await statesOf(scope, tenant.connection.tenantId) })),
    ),
  );

/** The same, of what was recorded when each tenant was judged: for views over so many tenants that nothing else may be read of each. */
export const syncStatusWhenJudged = (surfaceIds: readonly string[], tenants: readonly BookTenant[]) =>
  combinedSyncStatus(
    surfaceIds,
    tenants.flatMap((tenant) => (tenant.summary === undefined ? [] : [{ tenant, states: tenant.summary.surfaces }])),
  );
