import type { SimulatedServiceIssue } from '#local/microsoft/simulated-service-health.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { type Resource, truncateToSeconds } from '../graph-resource.ts';

export const issueEntity: Entity<SimulatedServiceIssue> = {
  type: 'microsoft.graph.serviceHealthIssue',
  properties: {
    startDateTime: ({ startsAt }) => truncateToSeconds(startsAt),
    endDateTime: ({ endsAt }) => truncateToSeconds(endsAt),
    lastModifiedDateTime: ({ updatedAt }) => updatedAt,
    title: ({ title }) => title,
    id: ({ id }) => id,
    impactDescription: ({ impactDescription }) => impactDescription,
    classification: ({ classification }) => classification,
    origin: () => 'microsoft',
    status: ({ status }) => status,
    service: ({ service }) => service,
    feature: ({ feature }) => feature,
    featureGroup: ({ feature }) => feature,
    isResolved: ({ endsAt }) => endsAt !== null,
    highImpact: () => null,
    details: () => [{ name: 'NotifyInApp', value: 'True' }],
    posts: ({ title, updatedAt }) => [
      {
        createdDateTime: updatedAt,
        postType: 'regular',
        description: { contentType: 'html', content: `<p>Title: ${title}</p>` },
      },
    ],
  },
};

/** https://learn.microsoft.com/graph/api/serviceannouncement-list-issues */
export const serviceAnnouncementIssues: Resource = {
  template: '/admin/serviceAnnouncement/issues',
  service: 'service-communications',
  scopes: ['ServiceHealth.Read.All'],
  refusal: 'service-communications',
  answer: (call) =>
    answerCollection(call, {
      entity: issueEntity,
      items: call.tenant.serviceIssues,
      context: 'admin/serviceAnnouncement/issues',
      options: ['$filter', '$top', '$skip', '$orderby', '$count'],
      pageSize: { usual: 100, max: 1000 },
      filterable: ['isResolved', 'classification', 'service', 'status', 'lastModifiedDateTime', 'startDateTime'],
      orderable: ['lastModifiedDateTime', 'startDateTime'],
    }),
};
