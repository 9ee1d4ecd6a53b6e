import { appliesToCompany, consumedSeats, planIdOf, skuOf } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedSubscription } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';
import { subscriptionIdOf } from './subscription-id.ts';

const skuEntity: Entity<SimulatedSubscription> = {
  type: 'microsoft.graph.subscribedSku',
  properties: {
    accountName: (_held, { tenant }) => tenant.displayName,
    accountId: (_held, { tenant }) => tenant.tenantId,
    appliesTo: () => 'User',
    capabilityStatus: ({ status }) => status,
    consumedUnits: ({ partNumber }, { tenant }) => consumedSeats(tenant, partNumber),
    id: ({ partNumber }, { tenant }) => `${tenant.tenantId}_${skuOf(partNumber).skuId}`,
    prepaidUnits: ({ seats, warningSeats, status }) => ({
      enabled: status === 'Enabled' ? seats : 0,
      suspended: status === 'Suspended' ? seats : 0,
      warning: status === 'Warning' ? seats : warningSeats,
      lockedOut: 0,
    }),
    servicePlans: ({ partNumber, status }) =>
      skuOf(partNumber).plans.map((plan) => ({
        servicePlanId: planIdOf(plan),
        servicePlanName: plan,
        provisioningStatus: status === 'Suspended' ? 'Disabled' : 'Success',
        appliesTo: appliesToCompany(plan) ? 'Company' : 'User',
      })),
    skuId: ({ partNumber }) => skuOf(partNumber).skuId,
    skuPartNumber: ({ partNumber }) => partNumber,
    subscriptionIds: (held, { tenant }) => [subscriptionIdOf(tenant, held)],
  },
};

/** https://learn.microsoft.com/graph/api/subscribedsku-list */
export const subscribedSkus: Resource = {
  template: '/subscribedSkus',
  service: 'directory',
  scopes: ['LicenseAssignment.Read.All', 'Organization.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  units: 3,
  answer: (call) =>
    answerCollection(call, {
      entity: skuEntity,
      items: call.tenant.subscriptions,
      context: 'subscribedSkus',
      options: [],
      pageSize: { usual: 999, max: 999 },
    }),
};
