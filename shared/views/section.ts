import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { type SyncStatus, syncStatusOf } from '#shared/book/sync-status.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { maxItems } from './max-items.ts';
import type { TenantView } from './subject-status.ts';

/** A list in a view, with the states of the surfaces that it comes from. */
export const Section = <Item extends z.ZodType>(item: Item) =>
  z.object({
    /** Null if a tenant could not be read. */
    total: z.int().nonnegative().nullable(),
    /** The first 100. */
    items: z.array(item),
    ...synced,
  });

/** Whether the surface was read in every tenant; false without tenants. */
export const isReadInAllTenants = (tenants: readonly Pick<TenantView, 'posture'>[], surfaceId: string): boolean =>
  tenants.length > 0 && tenants.every(({ posture }) => hasFacts(posture, surfaceId));

/** The items of the tenants in which the surface was read. */
export const itemsOfReadTenants = <Item>(
  tenants: readonly TenantView[],
  surfaceId: string,
  ofTenant: (tenant: TenantView) => readonly Item[],
): Item[] => tenants.filter(({ posture }) => hasFacts(posture, surfaceId)).flatMap(ofTenant);

/** Builds a section from sorted items. The first surface is the one that the items come from. */
export const sectionOf = <Item>(
  { tenants, synced: of }: { readonly tenants: readonly TenantView[]; readonly synced: SyncStatus },
  surfaceIds: readonly [string, ...string[]],
  items: readonly Item[],
) => ({
  total: isReadInAllTenants(tenants, surfaceIds[0]) ? items.length : null,
  items: items.slice(0, maxItems),
  ...syncStatusOf(of, surfaceIds),
});
