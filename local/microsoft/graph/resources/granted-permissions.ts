import { guidOf } from '../../random.ts';
import { microsoftGraph, type ResourcePermission, type SimulatedServicePrincipal } from '../../service-principal.ts';
import type { SimulatedTenant } from '../../tenant.ts';

/** An application permission that an admin granted to an application. */
export interface RoleAssignment extends ResourcePermission {
  readonly principal: SimulatedServicePrincipal;
}

/** One consent: the delegated permissions of one application at one resource, for all users or for one. */
export interface Consent {
  readonly client: SimulatedServicePrincipal;
  readonly resource: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
}

export const servicePrincipalOf = (tenant: SimulatedTenant, appId: string): SimulatedServicePrincipal | undefined =>
  tenant.servicePrincipals.find((principal) => principal.appId === appId);

/** The scopes of the tenant's own applications are those of their registration, which their tokens carry too. */
const permissionsOf = (
  tenant: SimulatedTenant,
  principal: SimulatedServicePrincipal,
): readonly ResourcePermission[] => {
  const own = tenant.applications.find(({ appId }) => appId === principal.appId);
  return [
    ...(own?.grantedScopes ?? []).map((name) => ({ resource: microsoftGraph, name })),
    ...principal.applicationPermissions,
  ];
};

export const roleAssignmentsOf = (tenant: SimulatedTenant): readonly RoleAssignment[] =>
  tenant.servicePrincipals.flatMap((principal) =>
    permissionsOf(tenant, principal).map((permission) => ({ ...permission, principal })),
  );

/** Every application permission of a resource: those it declares, and those that an application holds. */
export const rolesOfResource = (
  tenant: SimulatedTenant,
  { appId, roles }: SimulatedServicePrincipal,
): readonly string[] => [
  ...new Set([
    ...roles,
    ...roleAssignmentsOf(tenant)
      .filter(({ resource }) => resource === appId)
      .map(({ name }) => name),
  ]),
];

export const consentsOf = (tenant: SimulatedTenant): readonly Consent[] => {
  const consents = new Map<string, Consent>();
  for (const client of tenant.servicePrincipals) {
    for (const { resource, userId, name } of client.delegatedPermissions) {
      const key = JSON.stringify([client.id, resource, userId]);
      const scopes = [...(consents.get(key)?.scopes ?? []), name];
      consents.set(key, { client, resource, userId, scopes });
    }
  }
  return [...consents.values()];
};

/** An opaque id of an assignment or consent, the same for the same parts. */
export const opaqueId = (...parts: readonly string[]): string =>
  Buffer.from(guidOf(parts.join('/')).replaceAll('-', ''), 'hex').toString('base64url');
