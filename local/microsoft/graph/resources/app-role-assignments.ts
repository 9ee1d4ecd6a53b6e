import { permissionIdOf } from '../../service-principal.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { pathParam, type Resource } from '../graph-resource.ts';
import { opaqueId, type RoleAssignment, roleAssignmentsOf, servicePrincipalOf } from './granted-permissions.ts';

const assignmentEntity: Entity<RoleAssignment> = {
  type: 'microsoft.graph.appRoleAssignment',
  properties: {
    id: ({ principal, resource, name }) => opaqueId(principal.id, resource, name),
    deletedDateTime: () => null,
    appRoleId: ({ resource, name }) => permissionIdOf(resource, name),
    createdDateTime: (_assignment, { tenant }) => tenant.createdAt,
    principalDisplayName: ({ principal }) => principal.displayName,
    principalId: ({ principal }) => principal.id,
    principalType: () => 'ServicePrincipal',
    resourceDisplayName: ({ resource }, { tenant }) => servicePrincipalOf(tenant, resource)?.displayName ?? null,
    resourceId: ({ resource }, { tenant }) => servicePrincipalOf(tenant, resource)?.id ?? null,
  },
};

type Side = (tenant: SimulatedTenant, id: string) => (assignment: RoleAssignment) => boolean;

const assignments = (name: string, side: Side): Resource => ({
  template: `/servicePrincipals/{id}/${name}`,
  service: 'directory',
  scopes: ['Application.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  units: 2,
  answer(call) {
    const wanted = pathParam(call, 'id');
    if (!call.tenant.servicePrincipals.some(({ id }) => id === wanted)) return resourceNotFound(wanted, call.now);
    return answerCollection(call, {
      entity: assignmentEntity,
      items: roleAssignmentsOf(call.tenant).filter(side(call.tenant, wanted)),
      context: name,
      options: ['$top', '$count'],
      pageSize: { usual: 100, max: 999 },
    });
  },
});

/**
 * The application permissions granted to an application.
 * https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments
 */
export const appRoleAssignments = assignments(
  'appRoleAssignments',
  (_tenant, id) =>
    ({ principal }) =>
      principal.id === id,
);
/**
 * The applications that hold a permission of this resource.
 * https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignedto
 */
export const appRoleAssignedTo = assignments(
  'appRoleAssignedTo',
  (tenant, id) =>
    ({ resource }) =>
      servicePrincipalOf(tenant, resource)?.id === id,
);
