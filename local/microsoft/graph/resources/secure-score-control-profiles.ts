import type { SimulatedControl } from '#local/microsoft/simulated-secure-score.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { vendorInformation } from './secure-scores.ts';

const profileEntity: Entity<SimulatedControl> = {
  type: 'microsoft.graph.secureScoreControlProfile',
  properties: {
    id: ({ id }) => id,
    azureTenantId: (_control, { tenant }) => tenant.tenantId,
    actionType: () => 'Config',
    actionUrl: ({ actionUrl }) => actionUrl,
    controlCategory: ({ category }) => category,
    title: ({ title }) => title,
    deprecated: ({ deprecated }) => deprecated,
    implementationCost: ({ implementationCost }) => implementationCost,
    lastModifiedDateTime: () => null,
    maxScore: ({ maxScore }) => maxScore,
    rank: ({ rank }) => rank,
    remediation: ({ remediation }) => remediation,
    remediationImpact: ({ userImpact }) => `This change has a ${userImpact.toLowerCase()} impact on users.`,
    service: ({ service }) => service,
    threats: () => ['Account Breach'],
    tier: () => 'Core',
    userImpact: ({ userImpact }) => userImpact,
    complianceInformation: () => [
      { certificationName: 'ISO 27001:2013', certificationControls: [{ name: 'A.9.4.2', url: '' }] },
    ],
    controlStateUpdates: ({ state }, { tenant }) => [
      { assignedTo: null, comment: null, state, updatedBy: null, updatedDateTime: tenant.createdAt },
    ],
    vendorInformation: () => vendorInformation,
  },
};

/** https://learn.microsoft.com/graph/api/security-list-securescorecontrolprofiles */
export const secureScoreControlProfiles: Resource = {
  template: '/security/secureScoreControlProfiles',
  service: 'security',
  scopes: ['SecurityEvents.Read.All', 'SecurityEvents.ReadWrite.All'],
  refusal: 'security',
  answer: (call) =>
    answerCollection(call, {
      entity: profileEntity,
      items: call.tenant.secureScoreControls,
      context: 'Security/secureScoreControlProfiles',
      options: ['$top', '$skip', '$filter', '$count'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['controlCategory', 'service', 'id'],
    }),
};
