import type { SimulatedRoleAssignment } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { principalBody, principalKindOf } from './directory-object.ts';
import { validatePimRequest } from './pim.ts';

const instanceEntity: Entity<SimulatedRoleAssignment> = {
  type: 'microsoft.graph.unifiedRoleAssignmentScheduleInstance',
  properties: {
    id: ({ id }) => id,
    principalId: ({ principalId }) => principalId,
    roleDefinitionId: ({ roleTemplateId }) => roleTemplateId,
    directoryScopeId: ({ directoryScopeId }) => directoryScopeId,
    appScopeId: () => null,
    startDateTime: () => null,
    endDateTime: ({ activatedUntil, endsAt }) => activatedUntil ?? endsAt,
    assignmentType: ({ activatedUntil }) => (activatedUntil === null ? 'Assigned' : 'Activated'),
    memberType: ({ principalId }, { tenant }) =>
      principalKindOf(tenant, principalId) === 'group' ? 'Group' : 'Direct',
    roleAssignmentOriginId: ({ id }) => id,
    roleAssignmentScheduleId: ({ id }) => id,
  },
};

/** https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignmentscheduleinstances */
export const roleAssignmentScheduleInstances: Resource = {
  template: '/roleManagement/directory/roleAssignmentScheduleInstances',
  service: 'directory',
  scopes: ['RoleAssignmentSchedule.Read.Directory', 'RoleManagement.Read.Directory'],
  refusal: 'pim',
  answer: (call) =>
    validatePimRequest(call) ??
    answerCollection(call, {
      entity: instanceEntity,
      items: call.tenant.roleAssignments,
      context: 'roleManagement/directory/roleAssignmentScheduleInstances',
      options: ['$filter', '$expand', '$top'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['principalId', 'roleDefinitionId', 'assignmentType'],
      extend: ({ principalId }) =>
        call.query.expand === undefined ? {} : { principal: principalBody(call, principalId) },
    }),
};
