import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedRisk } from '#local/microsoft/simulated-threats.ts';
import type { SimulatedTenant, SimulatedUser } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { licenseMissing } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';

const userOf = ({ users }: SimulatedTenant, { userId }: SimulatedRisk): SimulatedUser | undefined =>
  users.find(({ id }) => id === userId);

const riskEntity: Entity<SimulatedRisk> = {
  type: 'microsoft.graph.riskyUser',
  properties: {
    id: ({ userId }) => userId,
    isDeleted: (risk, { tenant }) => userOf(tenant, risk) === undefined,
    isProcessing: () => false,
    riskLastUpdatedDateTime: ({ updatedAt }) => updatedAt.replace('Z', '9135Z'),
    riskLevel: ({ level }) => level,
    riskState: ({ state }) => state,
    riskDetail: ({ detail }) => detail,
    userDisplayName: (risk, { tenant }) => userOf(tenant, risk)?.displayName ?? null,
    userPrincipalName: (risk, { tenant }) => userOf(tenant, risk)?.userPrincipalName ?? null,
  },
};

/** Requires Entra ID P2. https://learn.microsoft.com/graph/api/riskyuser-list */
export const riskyUsers: Resource = {
  template: '/identityProtection/riskyUsers',
  service: 'conditional-access',
  scopes: ['IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All'],
  refusal: 'security',
  answer: (call) =>
    hasPlan(call.tenant, 'AAD_PREMIUM_P2')
      ? answerCollection(call, {
          entity: riskEntity,
          items: call.tenant.risks,
          context: 'identityProtection/riskyUsers',
          options: ['$count', '$filter', '$orderby', '$skip', '$top'],
          pageSize: { usual: 20, max: 500 },
          filterable: ['riskLevel', 'riskState', 'riskLastUpdatedDateTime', 'isDeleted', 'userPrincipalName'],
          orderable: ['riskLastUpdatedDateTime'],
        })
      : licenseMissing.feature(call.now),
};
