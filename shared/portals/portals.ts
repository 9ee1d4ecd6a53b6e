import type { Cloud } from '#shared/kernel/cloud.ts';

export type Portal =
  | 'entra'
  | 'intune'
  | 'azure'
  | 'm365'
  | 'exchange'
  | 'teams'
  | 'defender'
  | 'purview'
  | 'sharepoint'
  | 'graph'
  | 'login'
  | 'lighthouse'
  | 'partner-center';

export interface PortalHost {
  readonly origin: string;
  /** False if the portal has no form with a tenant in this cloud: then only the origin is linked. */
  readonly takesTenant: boolean;
}

const host = (origin: string): PortalHost => ({ origin, takesTenant: true });
const bare = (origin: string): PortalHost => ({ origin, takesTenant: false });

/**
 * Hosts by cloud; null if none was found. GDAP works only in the commercial cloud, so only it uses `delegatedOrg`.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 */
export const portalHosts: Readonly<Record<Portal, Readonly<Record<Cloud, PortalHost | null>>>> = {
  entra: {
    global: host('https://entra.microsoft.com'),
    usgov: host('https://entra.microsoft.us'),
    'usgov-dod': host('https://entra.microsoft.us'),
    china: host('https://entra.microsoftonline.cn'),
  },
  intune: {
    global: host('https://intune.microsoft.com'),
    usgov: host('https://intune.microsoft.us'),
    'usgov-dod': host('https://intune.microsoft.us'),
    china: host('https://intune.microsoftonline.cn'),
  },
  azure: {
    global: host('https://portal.azure.com'),
    usgov: host('https://portal.azure.us'),
    'usgov-dod': host('https://portal.azure.us'),
    china: host('https://portal.azure.cn'),
  },
  m365: {
    global: host('https://admin.cloud.microsoft'),
    usgov: bare('https://portal.office365.us/adminportal/home'),
    'usgov-dod': bare('https://portal.apps.mil/adminportal/home'),
    china: bare('https://portal.partner.microsoftonline.cn/AdminPortal'),
  },
  exchange: {
    global: host('https://admin.exchange.microsoft.com'),
    usgov: bare('https://admin.exchange.office365.us'),
    'usgov-dod': null,
    china: bare('https://admin.exchange.microsoftonline.cn'),
  },
  teams: {
    global: host('https://admin.teams.microsoft.com'),
    usgov: bare('https://admin.gov.teams.microsoft.us'),
    'usgov-dod': bare('https://admin.dod.teams.microsoft.us'),
    china: null,
  },
  defender: {
    global: host('https://security.microsoft.com'),
    usgov: host('https://security.microsoft.us'),
    'usgov-dod': host('https://security.apps.mil'),
    china: host('https://security.microsoftonline.cn'),
  },
  purview: {
    global: host('https://purview.microsoft.com'),
    usgov: host('https://purview.microsoft.us'),
    'usgov-dod': host('https://purview.apps.mil'),
    china: host('https://purview.microsoftonline.cn'),
  },
  // The tenant's own host: the prefix is that of its SharePoint root site, which survives renames of the tenant.
  sharepoint: {
    global: host('https://{sharePointPrefix}-admin.sharepoint.com'),
    usgov: host('https://{sharePointPrefix}-admin.sharepoint.us'),
    'usgov-dod': host('https://{sharePointPrefix}-admin.sharepoint-mil.us'),
    china: host('https://{sharePointPrefix}-admin.sharepoint.cn'),
  },
  graph: {
    global: host('https://developer.microsoft.com'),
    usgov: null,
    'usgov-dod': null,
    china: null,
  },
  login: {
    global: host('https://login.microsoftonline.com'),
    usgov: host('https://login.microsoftonline.us'),
    'usgov-dod': host('https://login.microsoftonline.us'),
    china: host('https://login.partner.microsoftonline.cn'),
  },
  lighthouse: {
    global: bare('https://lighthouse.microsoft.com/#view/Microsoft_Intune_MTM/Tenants.ReactView'),
    usgov: null,
    'usgov-dod': null,
    china: null,
  },
  'partner-center': { global: host('https://partner.microsoft.com'), usgov: null, 'usgov-dod': null, china: null },
};

const adminCenters = { portal: 'm365', menu: 'Microsoft 365 admin center > Show all' } as const;

/** For a portal without a known host for a tenant, the portal that leads there, and by which menu. */
export const portalInstead: Partial<Record<Portal, { readonly portal: Portal; readonly menu: string }>> = {
  sharepoint: adminCenters,
  teams: adminCenters,
  exchange: adminCenters,
};
