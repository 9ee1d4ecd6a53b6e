import type { SimulatedDomain } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import type { Resource } from '../graph-resource.ts';

const domainEntity: Entity<SimulatedDomain> = {
  type: 'microsoft.graph.domain',
  properties: {
    authenticationType: ({ authenticationType }) => authenticationType,
    availabilityStatus: () => null,
    id: ({ name }) => name,
    isAdminManaged: () => true,
    isDefault: ({ isDefault }) => isDefault,
    isInitial: ({ isInitial }) => isInitial,
    isRoot: () => true,
    isVerified: ({ isVerified }) => isVerified,
    manufacturer: () => null,
    model: () => null,
    passwordNotificationWindowInDays: ({ passwordValidityPeriodInDays }) =>
      passwordValidityPeriodInDays === null ? null : 14,
    passwordValidityPeriodInDays: ({ passwordValidityPeriodInDays }) => passwordValidityPeriodInDays,
    state: () => null,
    supportedServices: () => ['Email', 'OfficeCommunicationsOnline'],
  },
};

/** https://learn.microsoft.com/graph/api/domain-list */
export const domains: Resource = {
  template: '/domains',
  service: 'directory',
  scopes: ['Domain.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  answer: (call) =>
    answerCollection(call, {
      entity: domainEntity,
      items: call.tenant.domains,
      context: 'domains',
      options: ['$top'],
      pageSize: { usual: 100, max: 999 },
    }),
};
