import type { SimulatedDirectoryPolicies } from '#local/microsoft/simulated-directory-policies.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

const policyEntity: Entity<SimulatedDirectoryPolicies['adminConsent']> = {
  type: 'microsoft.graph.adminConsentRequestPolicy',
  properties: {
    isEnabled: ({ isEnabled }) => isEnabled,
    notifyReviewers: ({ isEnabled }) => isEnabled,
    remindersEnabled: ({ isEnabled }) => isEnabled,
    requestDurationInDays: ({ requestDurationInDays }) => requestDurationInDays,
    version: () => 0,
    reviewers: ({ reviewerIds }) =>
      reviewerIds.map((id) => ({ query: `/users/${id}`, queryType: 'MicrosoftGraph', queryRoot: null })),
  },
};

/** https://learn.microsoft.com/graph/api/adminconsentrequestpolicy-get */
export const adminConsentRequestPolicy: Resource = {
  template: '/policies/adminConsentRequestPolicy',
  service: 'directory',
  scopes: ['Policy.Read.All', 'Directory.Read.All'],
  refusal: 'policies',
  answer: (call) =>
    answerSingle(call, {
      entity: policyEntity,
      item: call.tenant.directoryPolicies.adminConsent,
      context: 'policies/adminConsentRequestPolicy*/$entity',
    }),
};
