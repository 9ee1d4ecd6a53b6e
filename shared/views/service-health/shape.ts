import { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import { ServiceHealth } from '#shared/surfaces/service-health/schema.ts';
import { Section } from '../section.ts';
import { SubjectStatus } from '../subject-status.ts';

const [IssueFact, ServiceFact] = ServiceHealth.options;
const Count = z.int().nonnegative().nullable();

/** An issue that several tenants have is one item. */
const Issue = IssueFact.omit({ kind: true })
  .extend({
    tenantIds: z.array(TenantId),
    /** In the order of the ids; null until a tenant was read. */
    tenantNames: z.array(z.string().nullable()),
  })
  .extend(SubjectStatus.shape)
  .meta({ id: 'ServiceIssue', description: 'An incident or advisory of a Microsoft service.' });

const Service = ServiceFact.omit({ kind: true }).extend({ ...TenantRef.shape, isHealthy: z.boolean() });

const ServiceCounts = z
  .object({ incidents: Count, advisories: Count, services: Count, healthy: Count })
  .meta({ id: 'ServiceCounts', description: 'Issues by kind, and services.' });

export const ServiceHealthView = z.object({
  /** Null if those of a tenant could not be read. */
  counts: ServiceCounts,
  /** Unresolved issues, incidents first. */
  issues: Section(Issue),
  /** Unhealthy services first. */
  services: z.array(Service),
});
ServiceHealthView.register(z.globalRegistry, {
  id: 'ServiceHealth',
  description: 'Incidents and advisories of Microsoft that affect a customer.',
});
