import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';

/** How it stands with these surfaces over several tenants: each as with its worst tenant, and as old as its oldest. */
export const combinedSurfaces = (
  surfaceIds: readonly string[],
  tenants: readonly Readonly<Record<string, SurfaceState>>[],
): Record<string, SurfaceState> =>
  Object.fromEntries(surfaceIds.map((id) => [id, rollUp(tenants.map((states) => states[id] ?? neverRead))]));

/** The oldest instant of what was read at all; null where nothing was. What a tenant cannot have (no plan, no scope) makes nothing older. */
export const oldestOf = (surfaces: Readonly<Record<string, SurfaceState>>): string | null =>
  Object.values(surfaces)
    .flatMap(({ dataAsOf }) => (dataAsOf === null ? [] : [dataAsOf]))
    .toSorted()[0] ?? null;
