import type { SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import { type Entity, project } from '../entity.ts';
import { badRequest } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';
import { issueEntity } from './service-announcement-issues.ts';

const services = [
  { id: 'Exchange', service: 'Exchange Online' },
  { id: 'OrgLiveID', service: 'Microsoft Entra' },
  { id: 'OSDPPlatform', service: 'Microsoft 365 suite' },
  { id: 'SharePoint', service: 'SharePoint Online' },
  { id: 'microsoftteams', service: 'Microsoft Teams' },
] as const;
type Service = (typeof services)[number];

const issuesOf = ({ serviceIssues }: SimulatedTenant, { service }: Service) =>
  serviceIssues.filter((issue) => issue.service === service);

const overviewEntity: Entity<Service> = {
  type: 'microsoft.graph.serviceHealth',
  properties: {
    service: ({ service }) => service,
    status: (service, { tenant }) =>
      issuesOf(tenant, service).find(({ endsAt }) => endsAt === null)?.status ?? 'serviceOperational',
    id: ({ id }) => id,
  },
};

/** https://learn.microsoft.com/graph/api/serviceannouncement-list-healthoverviews */
export const serviceHealthOverviews: Resource = {
  template: '/admin/serviceAnnouncement/healthOverviews',
  service: 'service-communications',
  scopes: ['ServiceHealth.Read.All'],
  refusal: 'service-communications',
  answer(call) {
    const { expand } = call.query;
    if (expand !== undefined && expand !== 'issues') {
      return badRequest(`Parsing OData Select and Expand failed: cannot expand '${expand}'.`, call.now);
    }
    const expandedIssues = (service: Service) =>
      issuesOf(call.tenant, service).map((issue) =>
        project(issueEntity, issue, { ...call, query: { ...call.query, select: undefined } }),
      );
    return answerCollection(call, {
      entity: overviewEntity,
      items: services,
      context:
        expand === undefined
          ? 'admin/serviceAnnouncement/healthOverviews'
          : 'admin/serviceAnnouncement/healthOverviews(issues())',
      options: ['$expand', '$filter', '$top', '$skip', '$count'],
      pageSize: { usual: 100, max: 1000 },
      filterable: ['service', 'status'],
      extend: (service) => (expand === undefined ? {} : { issues: expandedIssues(service) }),
    });
  },
};
