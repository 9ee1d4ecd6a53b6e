import { z } from 'zod';
import { synced } from '#shared/api/synced.ts';
import { type SyncStatus, syncStatusOf } from '#shared/book/sync-status.ts';
import { hasFacts } from '#shared/posture/readable.ts';
import { maxItems } from './max-items.ts';
import type { TenantView } from './subject-status.ts';

/** A list within a view, with how it stands with what it was read from. */
export const Section = <Item extends z.ZodType>(item: Item) =>
  z.object({
    /** Null where a tenant could not be read: what is not known is not none. */
    total: z.int().nonnegative().nullable(),
    /** At most a hundred. */
    items: z.array(item),
    ...synced,
  });

/** Whether this surface was read of every tenant; false where there is none. */
export const isReadInAllTenants = (tenants: readonly Pick<TenantView, 'posture'>[], surfaceId: string): boolean =>
  tenants.length > 0 && tenants.every(({ posture }) => hasFacts(posture, surfaceId));

/** What there is of it at the tenants where this surface was read. */
export const itemsOfReadTenants = <Item>(
  tenants: readonly TenantView[],
  surfaceId: string,
  ofTenant: (tenant: TenantView) => readonly Item[],
): Item[] => tenants.filter(({ posture }) => hasFacts(posture, surfaceId)).flatMap(ofTenant);

/** Items in their order. The first of the surfaces is the one that they were read from. */
export const sectionOf = <Item>(
  { tenants, synced: of }: { readonly tenants: readonly TenantView[]; readonly synced: SyncStatus },
  surfaceIds: readonly [string, ...string[]],
  items: readonly Item[],
) => ({
  total: isReadInAllTenants(tenants, surfaceIds[0]) ? items.length : null,
  items: items.slice(0, maxItems),
  ...syncStatusOf(of, surfaceIds),
});
