import type { z } from 'zod';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import type { CardInput } from '../define-view.ts';
import { isReadInAllTenants, itemsOfReadTenants, sectionOf } from '../section.ts';
import { bySeverity, subjectStatuses, type TenantView } from '../subject-status.ts';
import type { ServiceHealthView } from './shape.ts';

type View = z.input<typeof ServiceHealthView>;
type Issue = View['issues']['items'][number];

const issuesOf = (of: TenantView): Issue[] => {
  const { tenantId, tenantName } = tenantRefOf(of.tenant);
  const statuses = subjectStatuses('service-health.no-active-incident', of);
  return of.posture.facts('service-health').flatMap((fact) => {
    const subjectStatus = fact.kind === 'issue' ? statuses.get(fact.issueId) : undefined;
    if (fact.kind !== 'issue' || subjectStatus === undefined) return [];
    const { kind: _kind, ...issue } = fact;
    return [{ ...issue, tenantIds: [tenantId], tenantNames: [tenantName], ...subjectStatus }];
  });
};

const merged = (issues: readonly Issue[]): Issue[] =>
  [...Map.groupBy(issues, ({ issueId }) => issueId).values()].flatMap((of) =>
    of.slice(0, 1).map((first) => ({
      ...first,
      tenantIds: of.flatMap(({ tenantIds }) => tenantIds),
      tenantNames: of.flatMap(({ tenantNames }) => tenantNames),
    })),
  );

const servicesOf = ({ tenant, posture }: TenantView): View['services'] =>
  posture.facts('service-health').flatMap((fact) => {
    if (fact.kind !== 'service') return [];
    const { serviceId, name, status } = fact;
    return [{ ...tenantRefOf(tenant), serviceId, name, status, isHealthy: status === 'serviceOperational' }];
  });

/** The health of Microsoft services for a customer. */
export const serviceHealthView = (of: CardInput): View => {
  const issues = merged(itemsOfReadTenants(of.tenants, 'service-health', issuesOf)).sort(bySeverity);
  const services = itemsOfReadTenants(of.tenants, 'service-health', servicesOf).sort(
    (one, other) => Number(one.isHealthy) - Number(other.isHealthy) || (one.name < other.name ? -1 : 1),
  );
  const known = isReadInAllTenants(of.tenants, 'service-health');
  const count = (number: number) => (known ? number : null);
  const ofKind = (kind: Issue['classification']) =>
    count(issues.filter(({ classification }) => classification === kind).length);
  return {
    counts: {
      incidents: ofKind('incident'),
      advisories: ofKind('advisory'),
      services: count(services.length),
      healthy: count(services.filter(({ isHealthy }) => isHealthy).length),
    },
    issues: sectionOf(of, ['service-health'], issues),
    services,
  };
};
