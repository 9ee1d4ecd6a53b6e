import type { AuthenticationStrength } from '../../named-location.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const strengthEntity: Entity<AuthenticationStrength> = {
  type: 'microsoft.graph.authenticationStrengthPolicy',
  properties: {
    id: ({ id }) => id,
    createdDateTime: () => '2021-12-01T00:00:00Z',
    modifiedDateTime: () => '2021-12-01T00:00:00Z',
    displayName: ({ displayName }) => displayName,
    description: () => '',
    policyType: ({ policyType }) => policyType,
    requirementsSatisfied: ({ requirementsSatisfied }) => requirementsSatisfied,
    allowedCombinations: ({ allowedCombinations }) => allowedCombinations,
  },
};

/** https://learn.microsoft.com/graph/api/authenticationstrengthroot-list-policies */
export const authenticationStrengths: Resource = {
  template: '/policies/authenticationStrengthPolicies',
  service: 'directory',
  scopes: ['Policy.Read.All', 'Policy.Read.AuthenticationMethod'],
  refusal: 'policies',
  answer: (call) =>
    answerCollection(call, {
      entity: strengthEntity,
      items: call.tenant.authenticationStrengths,
      context: 'policies/authenticationStrengthPolicies',
      options: ['$filter', '$top', '$skip', '$count', '$orderby'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['displayName', 'policyType', 'id'],
      orderable: ['displayName'],
    }),
};
