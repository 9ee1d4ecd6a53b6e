import { planIdOf, plansOf } from '#local/microsoft/simulated-skus.ts';
import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { type Resource, truncateToSeconds } from '../graph-resource.ts';

const organizationEntity: Entity<SimulatedTenant> = {
  type: 'microsoft.graph.organization',
  properties: {
    id: ({ tenantId }) => tenantId,
    deletedDateTime: () => null,
    businessPhones: () => ['+1 425 555 0100'],
    city: () => null,
    country: () => null,
    countryLetterCode: () => 'US',
    createdDateTime: ({ createdAt }) => truncateToSeconds(createdAt),
    displayName: ({ displayName }) => displayName,
    marketingNotificationEmails: () => [],
    onPremisesLastSyncDateTime: () => null,
    onPremisesSyncEnabled: ({ users }) => (users.some((user) => user.onPremisesSyncEnabled) ? true : null),
    postalCode: () => null,
    preferredLanguage: () => 'en',
    securityComplianceNotificationMails: () => [],
    securityComplianceNotificationPhones: () => [],
    state: () => null,
    street: () => null,
    technicalNotificationMails: () => [],
    tenantType: () => 'AAD',
    assignedPlans: (tenant) =>
      [...plansOf(tenant)].map((plan) => ({
        assignedDateTime: truncateToSeconds(tenant.createdAt),
        capabilityStatus: 'Enabled',
        service: serviceOf(plan),
        servicePlanId: planIdOf(plan),
      })),
    provisionedPlans: () => [],
    verifiedDomains: ({ domains }) =>
      domains
        .filter(({ isVerified }) => isVerified)
        .map(({ name, authenticationType, isDefault, isInitial }) => ({
          capabilities: 'Email, OfficeCommunicationsOnline',
          isDefault,
          isInitial,
          name,
          type: authenticationType,
        })),
  },
};

const services: readonly (readonly [beginning: string, service: string])[] = [
  ['EXCHANGE', 'exchange'],
  ['SHAREPOINT', 'SharePoint'],
  ['TEAMS', 'TeamspaceAPI'],
  ['OFFICE', 'MicrosoftOffice'],
  ['INTUNE', 'SCO'],
];
const serviceOf = (plan: string): string =>
  services.find(([beginning]) => plan.startsWith(beginning))?.[1] ?? 'AADPremiumService';

/** A list with exactly one organization. https://learn.microsoft.com/graph/api/organization-list */
export const organization: Resource = {
  template: '/organization',
  service: 'directory',
  scopes: ['Organization.Read.All', 'Directory.Read.All', 'User.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: organizationEntity,
      items: [call.tenant],
      context: 'organization',
      options: [],
      pageSize: { usual: 100, max: 999 },
    }),
};
