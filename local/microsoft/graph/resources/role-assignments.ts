import type { SimulatedRoleAssignment } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { badRequest } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';
import { principalBody } from './directory-object.ts';

const assignmentEntity: Entity<SimulatedRoleAssignment> = {
  type: 'microsoft.graph.unifiedRoleAssignment',
  properties: {
    id: ({ id }) => id,
    principalId: ({ principalId }) => principalId,
    principalOrganizationId: (_assignment, { tenant }) => tenant.tenantId,
    resourceScope: ({ directoryScopeId }) => directoryScopeId,
    directoryScopeId: ({ directoryScopeId }) => directoryScopeId,
    roleDefinitionId: ({ roleTemplateId }) => roleTemplateId,
  },
};

/**
 * The active role assignments. Graph expands one navigation property per request; here only `principal`.
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments
 */
export const roleAssignments: Resource = {
  template: '/roleManagement/directory/roleAssignments',
  service: 'directory',
  scopes: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
  refusal: 'directory',
  answer(call) {
    const { expand } = call.query;
    if (expand !== undefined && expand !== 'principal') {
      return badRequest(`Parsing OData Select and Expand failed: cannot expand '${expand}'.`, call.now);
    }
    return answerCollection(call, {
      entity: assignmentEntity,
      items: call.tenant.roleAssignments,
      context:
        expand === undefined
          ? 'roleManagement/directory/roleAssignments'
          : 'roleManagement/directory/roleAssignments(principal())',
      options: ['$filter', '$expand', '$top', '$count'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['roleDefinitionId', 'principalId', 'directoryScopeId'],
      extend: ({ principalId }) => (expand === undefined ? {} : { principal: principalBody(call, principalId) }),
    });
  },
};
