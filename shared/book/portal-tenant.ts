import type { PortalTenant } from '#shared/portals/portal-link.ts';
import { type LinkedTenant, tenantNameOf } from './book-tenants.ts';

/** The domain that Microsoft gave the tenant, as `acme.onmicrosoft.com`; `acme.mail.onmicrosoft.com` routes mail. */
const isInitialDomain = (domain: string): boolean => /^[a-z0-9-]+\.onmicrosoft\.[a-z]+$/.test(domain);

/**
 * The tenant that links must open. The host of its SharePoint is not known: Graph tells it only to apps that may read
 * all files (ADR 0043).
 */
export const portalTenantOf = (tenant: LinkedTenant): PortalTenant & { readonly name: string } => ({
  tenantId: tenant.connection.tenantId,
  cloud: tenant.connection.cloud,
  initialDomain: tenant.connection.verifiedDomains.find(isInitialDomain) ?? null,
  sharePointPrefix: null,
  name: tenantNameOf(tenant),
});
