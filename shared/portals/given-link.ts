import { type PortalLink, type PortalTenant, portalLink } from './portal-link.ts';
import type { PortalPageKey } from './portal-pages.ts';
import { portalHosts } from './portals.ts';

const hostsOf = (cloud: PortalTenant['cloud']): ReadonlySet<string> =>
  new Set(
    Object.values(portalHosts).flatMap((byCloud) => {
      const origin = byCloud[cloud]?.origin;
      return origin === undefined || origin.includes('{') ? [] : [new URL(origin).host];
    }),
  );

/** Whether the address opens this tenant in a portal of its cloud. */
const namesTenant = (address: string, { cloud, tenantId }: PortalTenant): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, host, pathname, search } = new URL(address);
  return (
    protocol === 'https:' &&
    hostsOf(cloud).has(host) &&
    `${pathname}${search}`.toLowerCase().includes(tenantId.toLowerCase())
  );
};

/** The address that Microsoft gives for an object, if it names the tenant; otherwise our link to its page. */
export const givenOrPortalLink = (
  given: unknown,
  key: PortalPageKey,
  tenant: PortalTenant,
  object: Readonly<Record<string, string | null | undefined>>,
): PortalLink => {
  const link = portalLink(key, tenant, object);
  return typeof given === 'string' && namesTenant(given, tenant)
    ? { url: given, carriesTenant: true, where: link.where }
    : link;
};
