import { z } from 'zod';
import { TenantId } from '#shared/kernel/ids.ts';
import { ServiceHealth } from '#shared/surfaces/service-health/schema.ts';
import { Section } from '../section.ts';
import { SubjectStatus } from '../subject-status.ts';

const [IssueFact, ServiceFact] = ServiceHealth.options;
const Count = z.int().nonnegative().nullable();

/** The same issue in several tenants of a customer is one. */
const Issue = IssueFact.omit({ kind: true })
  .extend({ tenantIds: z.array(TenantId) })
  .extend(SubjectStatus.shape);

const Service = ServiceFact.omit({ kind: true }).extend({ tenantId: TenantId, isHealthy: z.boolean() });

export const ServiceHealthView = z.object({
  /** Null where a tenant's could not be read. */
  counts: z.object({ incidents: Count, advisories: Count, services: Count, healthy: Count }),
  /** Not resolved; incidents first. */
  issues: Section(Issue),
  /** Those in trouble first. */
  services: z.array(Service),
});
