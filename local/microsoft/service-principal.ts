import { guidOf } from './random.ts';

/** A service principal: an application of the tenant itself, of Microsoft, or of another publisher. */
export interface SimulatedServicePrincipal {
  readonly id: string;
  appId: string;
  displayName: string;
  /** The tenant that owns the application; null for managed identities. */
  ownerTenantId: string | null;
  accountEnabled: boolean;
  replyUrls: string[];
  type: 'Application' | 'ManagedIdentity' | 'Legacy';
  /** Application permissions. Those of the tenant's own applications are in their registration (`grantedScopes`). */
  applicationPermissions: ResourcePermission[];
  /** Delegated permissions, for one user or (null) for all. */
  delegatedPermissions: (ResourcePermission & { readonly userId: string | null })[];
  /** Names of the application permissions that it offers as a resource. */
  roles: string[];
}

export interface ResourcePermission {
  /** `appId` of the resource. */
  readonly resource: string;
  readonly name: string;
}

/** The tenant in which Microsoft registers its own applications. */
export const microsoftServices = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

export const microsoftGraph = '00000003-0000-0000-c000-000000000000';
export const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';
export const sharePointOnline = '00000003-0000-0ff1-ce00-000000000000';

/** Ids of permissions are the same in every directory. https://learn.microsoft.com/graph/permissions-reference */
const roleIds: Readonly<Record<string, string>> = {
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  'RoleManagement.ReadWrite.Directory': '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
};

/** The id of a permission; derived from its name if the table lacks it. */
export const permissionIdOf = (resource: string, name: string): string =>
  roleIds[name] ?? guidOf(`permission ${name} of ${resource}`);

type Overrides = Partial<Omit<SimulatedServicePrincipal, 'id' | 'displayName'>>;

/** A service principal with this name. Default: of another publisher, without permissions. */
export const aServicePrincipal = (
  tenantId: string,
  displayName: string,
  overrides: Overrides = {},
): SimulatedServicePrincipal => ({
  id: guidOf(`${tenantId} service principal ${displayName}`),
  appId: guidOf(`application ${displayName}`),
  displayName,
  ownerTenantId: guidOf(`publisher of ${displayName}`),
  accountEnabled: true,
  replyUrls: [],
  type: 'Application',
  applicationPermissions: [],
  delegatedPermissions: [],
  roles: [],
  ...overrides,
});

const resource = (tenantId: string, displayName: string, appId: string, roles: string[]): SimulatedServicePrincipal =>
  aServicePrincipal(tenantId, displayName, { appId, roles, ownerTenantId: microsoftServices });

/** The service principals of every tenant: Microsoft's resources, and the app registration through which it is read. */
export const standardServicePrincipals = (
  tenantId: string,
  own: { readonly appId: string; readonly displayName: string },
): SimulatedServicePrincipal[] => [
  resource(tenantId, 'Microsoft Graph', microsoftGraph, []),
  resource(tenantId, 'Office 365 Exchange Online', exchangeOnline, ['full_access_as_app', 'Mail.Read']),
  resource(tenantId, 'Office 365 SharePoint Online', sharePointOnline, ['Sites.FullControl.All']),
  aServicePrincipal(tenantId, 'Microsoft Teams', { ownerTenantId: microsoftServices }),
  aServicePrincipal(tenantId, own.displayName, { appId: own.appId, ownerTenantId: tenantId }),
];
