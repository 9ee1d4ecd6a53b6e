import type { Cloud } from '#shared/kernel/cloud.ts';
import { homePages, listPages } from './page-fallbacks.ts';
import { type PortalPageKey, portalPages } from './portal-pages.ts';
import { type Portal, portalHosts, portalInstead } from './portals.ts';

/** The tenant that a link must open. What could not be read is null. */
export interface PortalTenant {
  readonly tenantId: string;
  readonly cloud: Cloud;
  /** The first `*.onmicrosoft.com` domain of the tenant. */
  readonly initialDomain: string | null;
  /** The first label of the host of its SharePoint root site. */
  readonly sharePointPrefix: string | null;
}

export interface PortalLink {
  /** https, on a host of the tenant's own cloud. */
  readonly url: string;
  /** If false, the portal opens the tenant that was used last, and a step must name the right one. */
  readonly carriesTenant: boolean;
  /** The menu path, for readers and in case the link no longer works. */
  readonly where: string;
}

type Values = Readonly<Record<string, string | null | undefined>>;

const placeholder = /\{(\w+)\}/g;

/** The template with its values; undefined if one is not known. Values are encoded, so none can change the path. */
const filled = (template: string, values: Values): string | undefined => {
  const missing = Array.from(template.matchAll(placeholder), ([, name = '']) => name).some((name) => !values[name]);
  return missing
    ? undefined
    : template.replaceAll(placeholder, (_whole, name: string) => encodeURIComponent(values[name] ?? ''));
};

/** The address of a page for the tenant; undefined if the cloud has no form with a tenant, or a value is not known. */
const tenantUrl = (key: PortalPageKey, tenant: PortalTenant, object: Values): string | undefined => {
  const { portal, path } = portalPages[key];
  const host = portalHosts[portal][tenant.cloud];
  return host?.takesTenant ? filled(host.origin + path, { ...tenant, ...object }) : undefined;
};

/** The home of a portal for the tenant. If the cloud has no form with a tenant, the host or another portal's home. */
const homeOf = (portal: Portal, tenant: PortalTenant, where: string): PortalLink | undefined => {
  const host = portalHosts[portal][tenant.cloud];
  const home = homePages[portal];
  const url = home === undefined ? undefined : tenantUrl(home, tenant, {});
  if (url !== undefined) return { url, carriesTenant: true, where };
  if (host !== null && !host.origin.includes('{')) return { url: host.origin, carriesTenant: false, where };
  const next = portalInstead[portal];
  return next === undefined ? undefined : homeOf(next.portal, tenant, `${next.menu} > ${where}`);
};

/**
 * The link to a page of a portal, in the tenant's cloud, for the tenant and, if known, the object. Without the object
 * it links the list of such objects or the portal's home; if the portal or the cloud has no form with a tenant, it
 * links the host. Undefined if the cloud does not have the portal.
 */
export const findPortalLink = (
  key: PortalPageKey,
  tenant: PortalTenant,
  object: Values = {},
): PortalLink | undefined => {
  const { portal, where } = portalPages[key];
  const list = listPages[key];
  const url = tenantUrl(key, tenant, object) ?? (list === undefined ? undefined : tenantUrl(list, tenant, {}));
  return url === undefined ? homeOf(portal, tenant, where) : { url, carriesTenant: true, where };
};

/** As `findPortalLink`, for a portal that every cloud has. */
export const portalLink = (key: PortalPageKey, tenant: PortalTenant, object: Values = {}): PortalLink => {
  const link = findPortalLink(key, tenant, object);
  if (link === undefined) throw new Error(`the cloud ${tenant.cloud} has no page ${key}`);
  return link;
};
