import type { z } from 'zod';
import type { RawIssue, RawService, ServiceHealth } from './schema.ts';

export const issueOf = (raw: z.output<typeof RawIssue>): ServiceHealth => ({
  kind: 'issue',
  issueId: raw.id,
  title: raw.title ?? raw.id,
  service: raw.service,
  feature: raw.feature,
  classification: raw.classification,
  status: raw.status,
  impact: raw.impactDescription,
  startedAt: raw.startDateTime,
  updatedAt: raw.lastModifiedDateTime,
});

export const serviceOf = (raw: z.output<typeof RawService>): ServiceHealth => ({
  kind: 'service',
  serviceId: raw.id,
  name: raw.service,
  status: raw.status,
});
