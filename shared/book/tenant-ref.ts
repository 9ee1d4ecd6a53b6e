import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';

/** How an answer names a tenant: by its id, and by its name from Entra. */
export const TenantRef = z.object({
  tenantId: TenantId,
  /** Null until the tenant was read. */
  tenantName: z.string().nullable(),
});
export type TenantRef = z.output<typeof TenantRef>;

/** What the name of a tenant is taken from. */
export interface NamedTenant {
  readonly connection: TenantRef;
  readonly summary?: { readonly tenantName: string | null } | undefined;
}

export const tenantRefOf = ({ connection, summary }: NamedTenant): TenantRef => ({
  tenantId: connection.tenantId,
  tenantName: connection.tenantName ?? summary?.tenantName ?? null,
});
