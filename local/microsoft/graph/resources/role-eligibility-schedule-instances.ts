import type { SimulatedRoleEligibility } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { principalBody, principalKindOf } from './directory-object.ts';
import { validatePimRequest } from './pim.ts';

const instanceEntity: Entity<SimulatedRoleEligibility> = {
  type: 'microsoft.graph.unifiedRoleEligibilityScheduleInstance',
  properties: {
    id: ({ id }) => id,
    principalId: ({ principalId }) => principalId,
    roleDefinitionId: ({ roleTemplateId }) => roleTemplateId,
    directoryScopeId: ({ directoryScopeId }) => directoryScopeId,
    appScopeId: () => null,
    startDateTime: ({ startsAt }) => startsAt,
    endDateTime: ({ endsAt }) => endsAt,
    memberType: ({ principalId }, { tenant }) =>
      principalKindOf(tenant, principalId) === 'group' ? 'Group' : 'Direct',
    roleEligibilityScheduleId: ({ id }) => id,
  },
};

/** https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityscheduleinstances */
export const roleEligibilityScheduleInstances: Resource = {
  template: '/roleManagement/directory/roleEligibilityScheduleInstances',
  service: 'directory',
  scopes: ['RoleEligibilitySchedule.Read.Directory', 'RoleManagement.Read.Directory'],
  refusal: 'pim',
  answer: (call) =>
    validatePimRequest(call) ??
    answerCollection(call, {
      entity: instanceEntity,
      items: call.tenant.roleEligibilities,
      context: 'roleManagement/directory/roleEligibilityScheduleInstances',
      options: ['$filter', '$expand', '$top'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['principalId', 'roleDefinitionId'],
      extend: ({ principalId }) =>
        call.query.expand === undefined ? {} : { principal: principalBody(call, principalId) },
    }),
};
