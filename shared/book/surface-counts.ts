import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceStateKind } from '#shared/kernel/surface-state.ts';
import type { BookTenant } from './book-tenants.ts';
import { syncStatusWhenJudged } from './sync-status.ts';

/** In how many tenants a surface is in each state. A state that no tenant has is left out. */
const SurfaceCounts = z
  .record(z.string(), z.partialRecord(SurfaceStateKind, z.int().positive()))
  .meta({ id: 'SurfaceCounts', description: 'By surface: the number of tenants in each state.' });

/** The fields of every answer over the whole book. One tenant that cannot be read does not hide the others. */
export const bookSynced = {
  dataAsOf: Instant.nullable().meta({
    description: 'The oldest instant at which the data that is shown was read; null if nothing was read.',
  }),
  surfaces: SurfaceCounts,
} as const;

export interface BookSyncStatus {
  readonly dataAsOf: string | null;
  readonly surfaces: z.input<typeof SurfaceCounts>;
}

const countsOf = (states: readonly SurfaceStateKind[]): Partial<Record<SurfaceStateKind, number>> =>
  Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, of]) => [state, of.length]));

/** The states at the time of the last judgment of each tenant. */
export const bookSyncStatus = (surfaceIds: readonly string[], tenants: readonly BookTenant[]): BookSyncStatus => {
  const each = tenants.map((tenant) => syncStatusWhenJudged(surfaceIds, [tenant]));
  return {
    dataAsOf: syncStatusWhenJudged(surfaceIds, tenants).dataAsOf,
    surfaces: Object.fromEntries(
      surfaceIds.map((id) => [id, countsOf(each.flatMap(({ surfaces }) => surfaces[id]?.state ?? []))]),
    ),
  };
};
