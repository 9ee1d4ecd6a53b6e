import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { dataAsOf, neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';
import { type BookTenant, isRefused, type LinkedTenant } from './book-tenants.ts';

type States = Readonly<Record<string, SurfaceState>>;

/** While Microsoft refuses the credential of a tenant, none of its surfaces is up to date. */
const whileRefused = (state: SurfaceState, code: string): SurfaceState =>
  state.state === 'ok' || state.state === 'partial'
    ? { ...state, state: 'stale', code, ...(state.dataAsOf === null ? {} : { since: state.dataAsOf }) }
    : state;

/** Combines the states of surfaces over several tenants: the worst state and the oldest data of each surface. */
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
          const { code = 'TokenRefused' } = tenant.connection.credential;
          return isRefused(tenant) ? whileRefused(state, code) : state;
        }),
      ),
    ]),
  );
  return { dataAsOf: dataAsOf(surfaces), surfaces };
};

export interface SyncStatus {
  readonly dataAsOf: string | null;
  readonly surfaces: Record<string, SurfaceState>;
}

/** The status of some of the surfaces. */
export const syncStatusOf = ({ surfaces }: SyncStatus, surfaceIds: readonly string[]): SyncStatus => {
  const part = Object.fromEntries(surfaceIds.map((id) => [id, surfaces[id] ?? neverRead]));
  return { dataAsOf: dataAsOf(part), surfaces: part };
};

/** The status of what is made from several parts of one customer. */
export const joinedSyncStatus = (...parts: readonly SyncStatus[]): SyncStatus => {
  const surfaces = Object.fromEntries(parts.flatMap((part) => Object.entries(part.surfaces)));
  return { dataAsOf: dataAsOf(surfaces), surfaces };
};

export type ReadSurfaceStates = (scope: MspScope, tenantId: TenantId) => Promise<States>;

/** Combines the current states. */
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

/** Combines the states that were read with the postures. */
export const syncStatusOfPostures = (
  surfaceIds: readonly string[],
  tenants: readonly { readonly tenant: LinkedTenant; readonly posture: Pick<Posture, 'state'> }[],
): SyncStatus =>
  combinedSyncStatus(
    surfaceIds,
    tenants.map(({ tenant, posture }) => ({
      tenant,
      states: Object.fromEntries(surfaceIds.map((id) => [id, posture.state(id)])),
    })),
  );

/**
 * Combines the states at the time of the last judgment, for views over so many tenants that nothing else can be read of
 * each. The surfaces of a tenant that was not judged yet were never read.
 */
export const syncStatusWhenJudged = (surfaceIds: readonly string[], tenants: readonly BookTenant[]) =>
  combinedSyncStatus(
    surfaceIds,
    tenants.map((tenant) => ({ tenant, states: tenant.summary?.surfaces ?? {} })),
  );
