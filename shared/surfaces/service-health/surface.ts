import { defineSurface } from '../define-surface.ts';
import { recordsOf } from '../records.ts';
import { issueOf, serviceOf } from './normalize.ts';
import { RawIssue, RawService, ServiceHealth } from './schema.ts';

/** Statuses of issues that are over, even where `isResolved` is false: a false alarm, or a published review. */
const overStatuses: ReadonlySet<string> = new Set(['falsePositive', 'postIncidentReviewPublished']);

export const serviceHealth = defineSurface({
  id: 'service-health',
  title: 'Service health',
  reference: 'https://learn.microsoft.com/graph/api/serviceannouncement-list-issues',
  job: 'posture',
  features: ['service-health'],
  throttleDomain: 'service-communications',
  everySeconds: 30 * 60,
  accessOptions: [{ name: 'issues', scopes: [['ServiceHealth.Read.All']] }],
  completeness: 'replace',
  fact: ServiceHealth,
  factVersion: 1,
  identify: (fact) => (fact.kind === 'issue' ? `issue/${fact.issueId}` : `service/${fact.serviceId}`),
  async *read({ graph }) {
    const issues = { path: '/admin/serviceAnnouncement/issues', query: { $filter: 'isResolved eq false' } };
    for await (const page of recordsOf(graph, issues, RawIssue)) {
      yield page.filter(({ isResolved, status }) => !isResolved && !overStatuses.has(status)).map(issueOf);
    }
    const services = { path: '/admin/serviceAnnouncement/healthOverviews' };
    for await (const page of recordsOf(graph, services, RawService)) yield page.map(serviceOf);
  },
});
