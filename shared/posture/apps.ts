import { type AppGrant, microsoftDirectories, type Permission } from '#shared/surfaces/app-grants/schema.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';
import { privilegedRole } from './role-tiers.ts';

type App = Extract<AppGrant, { kind: 'app' }>;
type Registration = Extract<AppGrant, { kind: 'registration' }>;

/**
 * Each of these leads to Global Administrator or to every mailbox in one step.
 * https://learn.microsoft.com/graph/permissions-reference
 */
const takeOverPermissions: ReadonlySet<string> = new Set([
  'RoleManagement.ReadWrite.Directory',
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'Directory.ReadWrite.All',
  'full_access_as_app',
  'UserAuthenticationMethod.ReadWrite.All',
  'Policy.ReadWrite.ConditionalAccess',
]);

/** A permission that ends in `.Selected` was granted site by site or file by file, so it is not tenant-wide. */
const isOverEverything = (permission: string): boolean =>
  /^(Mail|Files|Sites)\./.test(permission) && !permission.endsWith('.Selected');

/**
 * Whether the permission is enough to take over the tenant, or to read all mail or files of those it was granted for.
 */
export const isHighRiskPermission = (permission: string): boolean =>
  takeOverPermissions.has(permission) || isOverEverything(permission);

export interface RiskyApp {
  readonly appId: string;
  readonly servicePrincipalId: string;
  readonly name: string;
  readonly takeoverPermissions: readonly string[];
  readonly tenantWidePermissions: readonly string[];
  /** Names of the tier 0 roles that it holds. */
  readonly roles: readonly string[];
}

/** Whether it is the application that this connection uses to read the tenant. */
export const isConnectionApp = ({ connection }: Posture, appId: string): boolean =>
  connection?.clientId.toLowerCase() === appId;

const names = (permissions: readonly Permission[], is: (name: string) => boolean): readonly string[] => [
  ...new Set(permissions.flatMap(({ permission }) => (permission !== null && is(permission) ? [permission] : []))),
];

/** The tier 0 role assignments of service principals, by principal id. */
const rolesOfApps = derived((posture) =>
  Map.groupBy(
    posture
      .facts('directory-roles')
      .filter(
        ({ principalType, roleTemplateId }) =>
          principalType === 'servicePrincipal' && privilegedRole(roleTemplateId)?.tier === 0,
      ),
    ({ principalId }) => principalId,
  ),
);

/** The applications that can act in the tenant: those that have a record and are enabled. */
export const enabledApps = (posture: Posture): readonly App[] =>
  posture.facts('app-grants').flatMap((fact) => (fact.kind === 'app' && fact.isEnabled ? [fact] : []));

/**
 * Enabled third-party applications, and every application that holds a tier 0 role. The application of the connection
 * is left out.
 */
export const riskyApps = (posture: Posture): readonly RiskyApp[] => {
  const apps = enabledApps(posture);
  const roles = rolesOfApps(posture);
  const rolesOf = (principalId: string) => [
    ...new Set(
      roles.get(principalId)?.map(({ roleTemplateId }) => privilegedRole(roleTemplateId)?.name ?? roleTemplateId),
    ),
  ];
  const isThirdParty = ({ ownerTenantId }: App) =>
    ownerTenantId !== null && ownerTenantId !== posture.tenant.id && !microsoftDirectories.has(ownerTenantId);
  const known = apps
    .filter((app) => isThirdParty(app) || roles.has(app.principalId))
    .map((app) => {
      const permissions = isThirdParty(app) ? [...app.application, ...app.delegated] : [];
      return {
        appId: app.appId,
        servicePrincipalId: app.principalId,
        name: app.name,
        takeoverPermissions: names(permissions, (name) => takeOverPermissions.has(name)),
        tenantWidePermissions: names(permissions, isOverEverything),
        roles: rolesOf(app.principalId),
      };
    });
  const listedPrincipals = new Set(
    posture.facts('app-grants').flatMap((fact) => (fact.kind === 'app' ? [fact.principalId] : [])),
  );
  // A principal with a role and no permission has no record among the grants.
  const withoutGrants = [...roles]
    .filter(([principalId]) => !listedPrincipals.has(principalId))
    .map(([principalId, held]) => ({
      // The id of the application is the same in every tenant; the id of the principal is not.
      appId: held.flatMap(({ principalAppId }) => principalAppId ?? []).at(0) ?? principalId,
      servicePrincipalId: principalId,
      name: held.flatMap(({ principalName }) => principalName ?? []).at(0) ?? principalId,
      takeoverPermissions: [],
      tenantWidePermissions: [],
      roles: rolesOf(principalId),
    }));
  return [...known, ...withoutGrants].filter(({ appId }) => !isConnectionApp(posture, appId));
};

/** The applications registered in the tenant, without the one of the connection. */
export const appRegistrations = (posture: Posture): readonly Registration[] =>
  posture
    .facts('app-grants')
    .flatMap((fact) => (fact.kind === 'registration' && !isConnectionApp(posture, fact.appId) ? [fact] : []));
