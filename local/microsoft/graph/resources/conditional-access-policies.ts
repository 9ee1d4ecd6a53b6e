import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { ConditionalAccessPolicy } from '../../conditional-access-policy.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const policyEntity: Entity<ConditionalAccessPolicy> = {
  type: 'microsoft.graph.conditionalAccessPolicy',
  properties: {
    id: ({ id }) => id,
    templateId: () => null,
    displayName: ({ displayName }) => displayName,
    createdDateTime: ({ createdDateTime }) => createdDateTime,
    modifiedDateTime: ({ modifiedDateTime }) => modifiedDateTime,
    state: ({ state }) => state,
    sessionControls: ({ sessionControls }) => sessionControls,
    conditions: ({ conditions }) => conditions,
    grantControls: ({ grantControls }) => grantControls,
  },
};

/**
 * A tenant without P1 gets 200 with an empty list.
 * https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies
 */
export const conditionalAccessPolicies: Resource = {
  template: '/identity/conditionalAccess/policies',
  service: 'conditional-access',
  scopes: ['Policy.Read.All', 'Policy.Read.ConditionalAccess'],
  refusal: 'policies',
  answer: (call) =>
    answerCollection(call, {
      entity: policyEntity,
      items: hasPlan(call.tenant, 'AAD_PREMIUM') ? call.tenant.conditionalAccessPolicies : [],
      context: 'identity/conditionalAccess/policies',
      options: ['$filter', '$top', '$skip', '$count', '$orderby'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['displayName', 'state', 'id'],
      orderable: ['displayName'],
    }),
};
