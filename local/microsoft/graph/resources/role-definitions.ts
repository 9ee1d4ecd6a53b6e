import { type DirectoryRole, directoryRoles } from '../../directory-roles.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const definitionEntity: Entity<DirectoryRole> = {
  type: 'microsoft.graph.unifiedRoleDefinition',
  properties: {
    id: ({ templateId }) => templateId,
    description: ({ displayName }) => displayName,
    displayName: ({ displayName }) => displayName,
    isBuiltIn: () => true,
    isEnabled: () => true,
    isPrivileged: ({ isPrivileged }) => isPrivileged,
    resourceScopes: () => ['/'],
    templateId: ({ templateId }) => templateId,
    version: () => '1',
    rolePermissions: () => [],
  },
};

/**
 * The id of a built-in role is its template id.
 * https://learn.microsoft.com/graph/api/rbacapplication-list-roledefinitions
 */
export const roleDefinitions: Resource = {
  template: '/roleManagement/directory/roleDefinitions',
  service: 'directory',
  scopes: ['RoleManagement.Read.Directory', 'Directory.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: definitionEntity,
      items: directoryRoles,
      context: 'roleManagement/directory/roleDefinitions',
      options: ['$filter', '$top'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['displayName', 'isBuiltIn', 'templateId', 'id', 'isPrivileged'],
    }),
};
