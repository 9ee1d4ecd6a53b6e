import { appliesToCompany, planIdOf, skuOf } from '#local/microsoft/simulated-skus.ts';
import { guidOf } from '../../random.ts';
import type { SimulatedSubscription } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { type Resource, truncateToSeconds } from '../graph-resource.ts';
import { subscriptionIdOf } from './subscription-id.ts';

const subscriptionEntity: Entity<SimulatedSubscription> = {
  type: 'microsoft.graph.companySubscription',
  properties: {
    createdDateTime: ({ createdAt }) => truncateToSeconds(createdAt),
    commerceSubscriptionId: ({ partNumber }, { tenant }) => guidOf(`${tenant.tenantId}/${partNumber}/commerce`),
    id: (held, { tenant }) => subscriptionIdOf(tenant, held),
    isTrial: ({ isTrial }) => isTrial,
    nextLifecycleDateTime: ({ renewsAt }) => truncateToSeconds(renewsAt),
    serviceStatus: ({ partNumber }) =>
      skuOf(partNumber).plans.map((plan) => ({
        appliesTo: appliesToCompany(plan) ? 'Company' : 'User',
        provisioningStatus: 'Success',
        servicePlanId: planIdOf(plan),
        servicePlanName: plan,
      })),
    skuId: ({ partNumber }) => skuOf(partNumber).skuId,
    skuPartNumber: ({ partNumber }) => partNumber,
    status: ({ status }) => status,
    totalLicenses: ({ seats, warningSeats }) => seats + warningSeats,
    ownerId: (_held, { tenant }) => guidOf(`${tenant.tenantId}/owner`),
    ownerTenantId: (_held, { tenant }) => tenant.tenantId,
    ownerType: () => 'User',
  },
};

/** https://learn.microsoft.com/graph/api/directory-list-subscriptions */
export const directorySubscriptions: Resource = {
  template: '/directory/subscriptions',
  service: 'directory',
  scopes: ['Organization.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: subscriptionEntity,
      items: call.tenant.subscriptions,
      context: 'directory/subscriptions',
      options: ['$top', '$filter'],
      pageSize: { usual: 100, max: 999 },
      filterable: ['skuId', 'status'],
    }),
};
