import type { Cloud } from '#shared/kernel/cloud.ts';
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

/** The home of a portal for the tenant. If the cloud has no form with a tenant, the host or another portal's home. */
const homeOf = (portal: Portal, tenant: PortalTenant, where: string): PortalLink => {
  const host = portalHosts[portal][tenant.cloud];
  const home = Object.entries(portalPages).find(([key]) => key === `${portal}.home`)?.[1];
  const url = host?.takesTenant && home !== undefined ? filled(host.origin + home.path, { ...tenant }) : undefined;
  if (url !== undefined) return { url, carriesTenant: true, where };
  if (host !== null && !host.origin.includes('{')) return { url: host.origin, carriesTenant: false, where };
  const next = portalInstead[portal];
  if (next === undefined)
    throw new Error(`${portal} has no host in the cloud ${tenant.cloud} and no portal that leads there`);
  return homeOf(next, tenant, where);
};

/**
 * The link to a page of a portal, in the tenant's cloud, for the tenant and, if known, the object. Without the object
 * it links the portal's home; if the portal or the cloud has no form with a tenant, it links the host.
 */
export const portalLink = (key: PortalPageKey, tenant: PortalTenant, object: Values = {}): PortalLink => {
  const { portal, path, where } = portalPages[key];
  const host = portalHosts[portal][tenant.cloud];
  const url = host?.takesTenant ? filled(host.origin + path, { ...tenant, ...object }) : undefined;
  return url === undefined ? homeOf(portal, tenant, where) : { url, carriesTenant: true, where };
};
